/** The table of a run, {@code metrics.csv}: one row an iteration, written and read. */
@NullMarked
package org.saehdbw.runs.metrics;

import org.jspecify.annotations.NullMarked;
