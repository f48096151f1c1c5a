/** Which device a training runs on, and what the machine has. */
@NullMarked
package org.saehdbw.training.devices;

import org.jspecify.annotations.NullMarked;
