package org.saehdbw.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A figure along iterations or time: straight lines between its points. */
public final class Curve {
  private final double[] x;
  private final double[] y;

  /**
   * Copies the points.
   *
   * @param x places, each larger than the one before, at least one
   * @param y the figure at each
   * @throws IllegalArgumentException if the curve is empty, the lengths differ, x does not rise or
   *     a number is not finite
   */
  public Curve(double[] x, double[] y) {
    Arguments.sameLength("x", x.length, "y", y.length);
    Arguments.atLeast("points of a curve", 1, x.length);
    Arguments.finite("x", x);
    Arguments.finite("y", y);
    for (int i = 1; i < x.length; i++) {
      if (x[i] <= x[i - 1]) {
        throw new IllegalArgumentException(
            "x must rise, got " + x[i] + " after " + x[i - 1] + " at place " + i);
      }
    }
    this.x = x.clone();
    this.y = y.clone();
  }

  /** Returns a copy of the places. */
  public double[] x() {
    return x.clone();
  }

  /** Returns a copy of the figures. */
  public double[] y() {
    return y.clone();
  }

  /** Returns the number of points. */
  public int size() {
    return x.length;
  }

  /** Returns the first place. */
  public double first() {
    return x[0];
  }

  /** Returns the last place. */
  public double last() {
    return x[x.length - 1];
  }

  /**
   * Returns the figure at a place, on the straight line between its neighbours.
   *
   * @throws IllegalArgumentException if the place is outside the curve
   */
  public double at(double place) {
    if (!(first() <= place && place <= last())) {
      throw new IllegalArgumentException(
          "the curve goes from " + first() + " to " + last() + ", got " + place);
    }
    int found = Arrays.binarySearch(x, place);
    if (found >= 0) {
      return y[found];
    }
    int right = -found - 1;
    double share = (place - x[right - 1]) / (x[right] - x[right - 1]);
    return y[right - 1] + share * (y[right] - y[right - 1]);
  }

  /**
   * Returns the area under the curve between two places; over their distance it is the mean figure.
   *
   * @throws IllegalArgumentException if a place is outside the curve or they are in the wrong order
   */
  public double area(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an area must go from low to high, got " + low + " to " + high);
    }
    double area = 0;
    double left = low;
    double leftY = at(low);
    double end = at(high);
    for (int i = 0; i < x.length; i++) {
      if (x[i] > low && x[i] < high) {
        area += (x[i] - left) * (leftY + y[i]) / 2;
        left = x[i];
        leftY = y[i];
      }
    }
    return area + (high - left) * (leftY + end) / 2;
  }

  /**
   * Returns the first place at which the figure is as good as a level: the time to quality. It may
   * lie between two points.
   *
   * @param level the figure to reach
   * @param lowerIsBetter whether the level is reached from above
   * @return empty when the curve never reaches it
   * @throws IllegalArgumentException if the level is NaN
   */
  public OptionalDouble firstReach(double level, boolean lowerIsBetter) {
    if (Double.isNaN(level)) {
      throw new IllegalArgumentException("a level to reach must be a number, got NaN");
    }
    for (int i = 0; i < x.length; i++) {
      if (lowerIsBetter ? y[i] <= level : y[i] >= level) {
        if (i == 0) {
          return OptionalDouble.of(x[0]);
        }
        double share = (level - y[i - 1]) / (y[i] - y[i - 1]);
        return OptionalDouble.of(x[i - 1] + share * (x[i] - x[i - 1]));
      }
    }
    return OptionalDouble.empty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Curve curve && Arrays.equals(x, curve.x) && Arrays.equals(y, curve.y);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
  }

  /** Returns {@code curve of 3 points from 0.0 to 20.0}. */
  @Override
  public String toString() {
    return "curve of " + x.length + " points from " + first() + " to " + last();
  }
}
