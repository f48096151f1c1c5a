package org.saehdbw.bench;

/**
 * What a process measured of the meters, a value for each round.
 *
 * @param with milliseconds of an iteration with meters, the mean of a block
 * @param without milliseconds of an iteration without
 * @param meterMicros microseconds that the meters themselves took of an iteration, the mean of a
 *     block
 */
record MetersTiming(double[] with, double[] without, double[] meterMicros) {}
