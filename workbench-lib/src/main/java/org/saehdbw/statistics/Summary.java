package org.saehdbw.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.StatUtils;

/**
 * The mean and the median of some values; what is not a number is left out.
 *
 * @param count how many values were numbers
 * @param mean their mean; NaN without values
 * @param median the middle one in order of size, of an even number the mean of the two middle ones;
 *     NaN without values
 */
public record Summary(int count, double mean, double median) {
  /** Summarises values, which keep their order. */
  public static Summary of(double... values) {
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    int count = sorted.length;
    if (count == 0) {
      return new Summary(0, Double.NaN, Double.NaN);
    }
    // Hipparchus 4.0.2 has no median of infinite values: its percentile makes NaN of them.
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    return new Summary(count, StatUtils.mean(sorted), median);
  }

  /** Summarises the values of a stream. */
  public static Summary of(DoubleStream values) {
    return of(values.toArray());
  }

  /** Summarises the values of a collection. */
  public static Summary of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue));
  }
}
