/** The choice, within a limit of memory, of how a run computes its batches and saves. */
@NullMarked
package org.saehdbw.training.memory;

import org.jspecify.annotations.NullMarked;
