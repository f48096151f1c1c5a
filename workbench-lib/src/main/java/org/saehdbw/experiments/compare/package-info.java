/**
 * Gray against colour, paired: the same faces, seeds, warps and order, measured in interleaved
 * blocks of long-lived processes, and trained over seeds; figures with intervals, and a verdict
 * that says no more than they allow.
 */
@NullMarked
package org.saehdbw.experiments.compare;

import org.jspecify.annotations.NullMarked;
