package org.saehdbw.statistics;

/**
 * A confidence interval.
 *
 * @param low the lower end
 * @param high the upper end, at least {@code low}
 * @param level the share of such intervals that hold the true value, between 0 and 1, such as 0.95
 */
public record Interval(double low, double high, double level) {
  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if an end is NaN, the ends are the wrong way round, or the
   *     level is not between 0 and 1
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval must go from low to high, got " + low + " to " + high);
    }
    Arguments.level(level);
  }

  /** Whether a value is in the interval; its ends belong to it. */
  public boolean contains(double x) {
    return low <= x && x <= high;
  }

  /** Returns the distance of the ends. */
  public double width() {
    return high - low;
  }

  /** Returns the interval of {@code factor} times the value, plus an offset. */
  Interval scaled(double factor, double offset) {
    double one = factor * low + offset;
    double other = factor * high + offset;
    return new Interval(Math.min(one, other), Math.max(one, other), level);
  }
}
