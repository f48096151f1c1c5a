/** Saving beside the training: copies of a model in memory, and the thread that writes them. */
@NullMarked
package org.saehdbw.training.saving;

import org.jspecify.annotations.NullMarked;
