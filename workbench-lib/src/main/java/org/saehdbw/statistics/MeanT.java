package org.saehdbw.statistics;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * The mean of one figure over seeds with its t interval; fewer than five seeds have none.
 *
 * @param mean of the figures
 * @param interval of that mean, empty below five seeds
 * @param seeds how many figures there are
 */
public record MeanT(double mean, Optional<Interval> interval, int seeds) {
  private static final double LEVEL = 0.95;

  /**
   * Returns the mean with its interval of 95 %.
   *
   * @throws IllegalArgumentException as {@link #of(double[], double)}
   */
  public static MeanT of(double... values) {
    return of(values, LEVEL);
  }

  /**
   * Returns the mean with its interval.
   *
   * @param values one a seed, at least one
   * @param level of the interval, such as 0.95
   * @throws IllegalArgumentException if {@code values} is empty, one is not finite, or the level is
   *     not between 0 and 1
   */
  public static MeanT of(double[] values, double level) {
    Arguments.atLeast("values of a mean", 1, values.length);
    Arguments.finite("values", values);
    Arguments.level(level);
    DescriptiveStatistics statistics = new DescriptiveStatistics(values);
    double mean = statistics.getMean();
    if (!Seeds.enough(values.length)) {
      return new MeanT(mean, Optional.empty(), values.length);
    }
    double reach =
        new TDistribution(values.length - 1).inverseCumulativeProbability(0.5 + level / 2)
            * statistics.getStandardDeviation()
            / Math.sqrt(values.length);
    return new MeanT(
        mean, Optional.of(new Interval(mean - reach, mean + reach, level)), values.length);
  }
}
