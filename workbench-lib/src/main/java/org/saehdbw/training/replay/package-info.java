/** Repeats a run from its folder alone, and compares losses and weights. */
@NullMarked
package org.saehdbw.training.replay;

import org.jspecify.annotations.NullMarked;
