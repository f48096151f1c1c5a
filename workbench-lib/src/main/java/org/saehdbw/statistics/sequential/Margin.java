package org.saehdbw.statistics.sequential;

import java.util.Arrays;
import org.saehdbw.statistics.NumberText;

/**
 * The largest difference that is as good as none, named before the first look.
 *
 * @param amount above 0; of a fraction below 1
 * @param fraction whether it is a fraction of the second point's mean, as 0.05 for 5 %, or in the
 *     metric's own unit
 */
public record Margin(double amount, boolean fraction) {
  private static final double HUNDRED = 100;

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is not in its range
   */
  public Margin {
    if (!(amount > 0 && amount < (fraction ? 1 : Double.POSITIVE_INFINITY))) {
      throw new IllegalArgumentException(
          fraction
              ? "margin must be above 0 and below 1, a fraction of the second's mean, got " + amount
              : "margin_absolute must be above 0, in the metric's unit, got " + amount);
    }
  }

  /** Returns the margin in the metric's unit, of points compared with these values. */
  public double inUnits(double... second) {
    double mean = Arrays.stream(second).average().orElse(0);
    return fraction ? amount * Math.abs(mean) : amount;
  }

  /**
   * Returns the second's values moved by the margin, pair by pair: where it is a fraction, each is
   * multiplied, so that the test is exact although the mean is not known (D. Hauschke and others,
   * Sample size determination for proving equivalence based on the ratio of two means for normally
   * distributed data, Statistics in Medicine 18, 1999).
   *
   * @param second values
   * @param sign 1 up, -1 down
   */
  double[] moved(double[] second, int sign) {
    boolean up = Arrays.stream(second).average().orElse(0) >= 0;
    double factor = 1 + (up ? sign : -sign) * amount;
    return Arrays.stream(second)
        .map(value -> fraction ? value * factor : value + sign * amount)
        .toArray();
  }

  /** Returns it for people, such as {@code 5 %}. */
  @Override
  public String toString() {
    return fraction ? NumberText.shortest(HUNDRED * amount) + " %" : NumberText.shortest(amount);
  }
}
