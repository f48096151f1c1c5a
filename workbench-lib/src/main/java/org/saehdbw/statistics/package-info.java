/** What may be said from measurements: intervals, curves, fronts, rankings and words. */
@NullMarked
package org.saehdbw.statistics;

import org.jspecify.annotations.NullMarked;
