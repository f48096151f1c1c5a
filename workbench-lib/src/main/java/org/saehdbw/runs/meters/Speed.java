package org.saehdbw.runs.meters;

import java.util.Optional;
import org.saehdbw.statistics.Interval;

/**
 * How fast a run is, over its last iterations.
 *
 * @param stepMillis the mean time of an iteration, without saves and previews
 * @param interval of that mean, 95 %; empty below {@value SpeedMeter#FEWEST} iterations
 * @param samplesPerSecond samples of both sides over the time of iterations; NaN if unknown
 * @param waitShare the part of that time spent waiting for data, 0 to 1; NaN if unknown
 * @param residentMib the memory of the last iteration; NaN if unknown
 * @param iterations how many it comes from, at least 1
 */
public record Speed(
    double stepMillis,
    Optional<Interval> interval,
    double samplesPerSecond,
    double waitShare,
    double residentMib,
    int iterations) {}
