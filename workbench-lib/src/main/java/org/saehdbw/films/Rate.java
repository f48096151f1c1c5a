package org.saehdbw.films;

import java.util.Locale;

/**
 * A fraction: frames a second, or seconds a tick of a clock.
 *
 * @param numerator above 0
 * @param denominator above 0
 */
public record Rate(int numerator, int denominator) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is not above 0
   */
  public Rate {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "a rate needs two numbers above 0, got " + numerator + "/" + denominator);
    }
  }

  /**
   * Reads such as {@code 25}, {@code 23.976} or {@code 24000/1001}.
   *
   * @throws IllegalArgumentException if it is not a rate
   */
  public static Rate parse(String text) {
    try {
      String[] parts = text.strip().split("/", 2);
      if (parts.length == 2) {
        return new Rate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      }
      double value = Double.parseDouble(parts[0]);
      int ntsc = (int) Math.round(value * 1.001);
      boolean isNtsc = value != Math.rint(value) && Math.abs(value - ntsc / 1.001) < 5e-4 * value;
      return isNtsc
          ? new Rate(1000 * ntsc, 1001)
          : value == Math.rint(value)
              ? new Rate((int) value, 1)
              : new Rate((int) Math.round(1000 * value), 1000);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "frames a second must be such as 25, 23.976 or 24000/1001, got " + text, e);
    }
  }

  /** The fraction as a number. */
  public double value() {
    return (double) numerator / denominator;
  }

  /** Returns one over it: the clock that ticks once a frame. */
  public Rate inverse() {
    return new Rate(denominator, numerator);
  }

  /** Returns such as {@code 25} or {@code 23.976}. */
  @Override
  public String toString() {
    return denominator == 1
        ? String.valueOf(numerator)
        : String.format(Locale.ROOT, "%.3f", value()).replaceFirst("0+$", "");
  }
}
