/** Arrays on the device of a step, and the scripts that work on them. */
@NullMarked
package org.saehdbw.training.onboard;

import org.jspecify.annotations.NullMarked;
