/**
 * What a comparison compares: gray and colour arms of one model, the levels at which they are
 * measured, and the trainings, all checked before the first starts.
 */
@NullMarked
package org.saehdbw.experiments.compare.plan;

import org.jspecify.annotations.NullMarked;
