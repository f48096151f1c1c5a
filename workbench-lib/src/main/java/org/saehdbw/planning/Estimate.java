package org.saehdbw.planning;

/**
 * A predicted figure.
 *
 * @param value in the unit that its name says
 * @param marginPercent how far measured cases were off when each was predicted from the others
 * @param basis what it was predicted from, in words
 */
public record Estimate(double value, double marginPercent, String basis) {}
