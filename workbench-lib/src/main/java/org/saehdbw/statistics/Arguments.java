package org.saehdbw.statistics;

import java.util.Locale;

/** What every method here asks of its figures. */
final class Arguments {
  private Arguments() {}

  static void level(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a level must be between 0 and 1, got " + level);
    }
  }

  static void finite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + " must be finite numbers, got " + values[i] + " at place " + i);
      }
    }
  }

  static void sameLength(String a, int lengthA, String b, int lengthB) {
    if (lengthA != lengthB) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s and %s must be of one length, got %d and %d",
              a,
              b,
              lengthA,
              lengthB));
    }
  }

  static void atLeast(String what, int least, int got) {
    if (got < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", got " + got);
    }
  }
}
