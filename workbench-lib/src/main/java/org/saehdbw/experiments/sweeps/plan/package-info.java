/**
 * What a sweep varies: the experiment file, its points, each checked before the first is trained,
 * and the trials that they become.
 */
@NullMarked
package org.saehdbw.experiments.sweeps.plan;

import org.jspecify.annotations.NullMarked;
