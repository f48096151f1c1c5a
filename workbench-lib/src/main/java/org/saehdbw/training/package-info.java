/** One model's life: settings, the step, the trainer's process. */
@NullMarked
package org.saehdbw.training;

import org.jspecify.annotations.NullMarked;
