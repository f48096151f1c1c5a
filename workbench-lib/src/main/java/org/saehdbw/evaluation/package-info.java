/** How well a model draws faces it never saw, against what can be had without a model. */
@NullMarked
package org.saehdbw.evaluation;

import org.jspecify.annotations.NullMarked;
