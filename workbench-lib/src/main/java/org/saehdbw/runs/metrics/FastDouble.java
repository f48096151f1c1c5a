package org.saehdbw.runs.metrics;

import java.nio.charset.StandardCharsets;

/**
 * Numbers out of bytes, the same to the last bit as {@link Double#parseDouble} gives, without a
 * string for each of them.
 */
final class FastDouble {
  /** Whole numbers below this, and powers of ten up to 22, are exact as doubles. */
  private static final long EXACT = 1L << 53;

  private static final int MOST_DIGITS = 18;
  private static final int MOST_EXPONENT = 99;
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private FastDouble() {}

  /**
   * Parses the bytes from one place to before another.
   *
   * <p>Where digits and exponent are exact as doubles, one division or product rounds correctly
   * (Clinger, "How to read floating point numbers accurately", 1990); what is longer or written
   * otherwise goes the slow way.
   *
   * @throws NumberFormatException if they are not a number
   */
  static double parse(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int at = negative ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; at < to; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9' && count < MOST_DIGITS) {
        digits = digits * 10 + (b - '0');
        count++;
      } else if (b == '.' && point < 0) {
        point = count;
      } else {
        break;
      }
    }
    int exponent = point < 0 ? 0 : point - count;
    if (at < to && count > 0 && (bytes[at] == 'E' || bytes[at] == 'e')) {
      int written = exponent(bytes, at + 1, to);
      exponent += written;
      at = written == Integer.MIN_VALUE / 2 ? at : to;
    }
    if (at < to || count == 0 || digits >= EXACT || Math.abs(exponent) >= POWERS.length) {
      return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }
    double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
    return negative ? -value : value;
  }

  /** Returns a far too small number for anything but a sign and one or two digits. */
  private static int exponent(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int value = 0;
    int first = negative ? from + 1 : from;
    for (int at = first; at < to; at++) {
      if (bytes[at] < '0' || bytes[at] > '9' || value > MOST_EXPONENT) {
        return Integer.MIN_VALUE / 2;
      }
      value = value * 10 + (bytes[at] - '0');
    }
    if (first == to) {
      return Integer.MIN_VALUE / 2;
    }
    return negative ? -value : value;
  }
}
