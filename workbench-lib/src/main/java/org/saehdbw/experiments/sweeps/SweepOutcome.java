package org.saehdbw.experiments.sweeps;

/**
 * How a sweep's work ended.
 *
 * @param folder its results
 * @param complete whether every trial has a result
 * @param ran how many results were made now
 * @param missing how many trials have none
 */
public record SweepOutcome(SweepFolder folder, boolean complete, int ran, int missing) {}
