package org.saehdbw.statistics;

/**
 * A figure worked out from measurements, with its interval.
 *
 * @param value the figure
 * @param interval where the true one may lie
 * @param count how many measurements it comes from: values of a series, pairs of blocks
 */
public record Estimate(double value, Interval interval, int count) {}
