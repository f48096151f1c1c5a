package org.saehdbw.statistics;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * The mean of paired differences with its t interval, as over trainings that share their seeds.
 *
 * @param mean the mean of b - a
 * @param interval of that mean
 * @param degreesOfFreedom pairs - 1
 * @param pValue of the two-sided test that the mean is 0
 * @param pairs how many
 */
public record PairedT(
    double mean, Interval interval, int degreesOfFreedom, double pValue, int pairs) {
  /**
   * Compares two arms, pair by pair.
   *
   * <p>When all differences are the same, the interval is that one value, and the p value is 0, or
   * 1 when they are all 0.
   *
   * @param a one arm's figures
   * @param b the other's, in the same order
   * @param level of the interval, such as 0.95
   * @throws IllegalArgumentException if there are fewer than two pairs, the arms differ in length,
   *     a figure is not finite, or the level is not between 0 and 1
   */
  public static PairedT of(double[] a, double[] b, double level) {
    Arguments.sameLength("a", a.length, "b", b.length);
    Arguments.atLeast("pairs", 2, a.length);
    Arguments.finite("a", a);
    Arguments.finite("b", b);
    Arguments.level(level);
    DescriptiveStatistics differences = new DescriptiveStatistics();
    for (int i = 0; i < a.length; i++) {
      differences.addValue(b[i] - a[i]);
    }
    double mean = differences.getMean();
    double error = differences.getStandardDeviation() / Math.sqrt(a.length);
    TDistribution t = new TDistribution(a.length - 1);
    double reach = t.inverseCumulativeProbability(0.5 + level / 2) * error;
    double pValue = error == 0 ? 0 : 2 * t.cumulativeProbability(-Math.abs(mean) / error);
    Interval interval = new Interval(mean - reach, mean + reach, level);
    return new PairedT(mean, interval, a.length - 1, mean == 0 ? 1 : pValue, a.length);
  }
}
