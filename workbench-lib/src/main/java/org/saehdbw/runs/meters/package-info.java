/**
 * Meters of a run, from its iterations alone: speed with its interval, the time left, memory, and
 * whether the run has become slower than it was.
 */
@NullMarked
package org.saehdbw.runs.meters;

import org.jspecify.annotations.NullMarked;
