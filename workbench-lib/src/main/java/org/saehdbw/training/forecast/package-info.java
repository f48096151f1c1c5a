/** How long a run will take, before it is started. */
@NullMarked
package org.saehdbw.training.forecast;

import org.jspecify.annotations.NullMarked;
