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
  private static final double HALF = 50;

  /** Summarises values, which keep their order. */
  public static Summary of(double... values) {
    double[] numbers = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    return numbers.length == 0
        ? new Summary(0, Double.NaN, Double.NaN)
        : new Summary(
            numbers.length, StatUtils.mean(numbers), StatUtils.percentile(numbers, HALF));
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
