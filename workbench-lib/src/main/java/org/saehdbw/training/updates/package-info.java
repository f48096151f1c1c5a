/** One update of a model: losses, gradients and the optimizer's move. */
@NullMarked
package org.saehdbw.training.updates;

import org.jspecify.annotations.NullMarked;
