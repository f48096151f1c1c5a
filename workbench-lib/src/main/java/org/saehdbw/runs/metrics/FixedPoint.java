package org.saehdbw.runs.metrics;

import java.util.Locale;

/** Numbers with a fixed count of digits after the point, many times quicker than a format. */
final class FixedPoint {
  /** Above this a double has no digits after the point that could be lost. */
  private static final double LARGE = 1e15;

  private static final long[] POWERS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};

  private FixedPoint() {}

  /**
   * Appends a number; nothing where it is NaN.
   *
   * @param digits after the point, 1 to 6; the last one is rounded, halves up
   */
  static void append(StringBuilder text, double value, int digits) {
    if (Double.isNaN(value)) {
      return;
    }
    long power = POWERS[digits];
    if (Math.abs(value) >= LARGE / power) {
      text.append(String.format(Locale.ROOT, "%." + digits + "f", value));
      return;
    }
    long scaled = Math.round(Math.abs(value) * power);
    if (value < 0 && scaled > 0) {
      text.append('-');
    }
    text.append(scaled / power).append('.');
    long rest = scaled % power;
    for (long place = power / 10; place > 0; place /= 10) {
      text.append((char) ('0' + rest / place % 10));
    }
  }
}
