package org.saehdbw.reports;

import java.util.Locale;

/** How far long work is, in words: the same in a terminal and below a cell. */
public final class ProgressText {
  private static final double FAST = 10;

  private ProgressText() {}

  /**
   * Returns such as {@code faces read: 3000 of 40000, 812/s, 46 s left}; before anything is done
   * only how much there is.
   *
   * @param stage what is being done, such as {@code faces read}
   * @param seconds since the stage began, above 0
   */
  public static String of(String stage, long done, long all, double seconds) {
    String counted = String.format(Locale.ROOT, "%s: %d of %d", stage, done, all);
    if (done == 0) {
      return counted;
    }
    double rate = done / seconds;
    return counted + ", " + rate(rate) + ", " + DurationText.of((all - done) / rate) + " left";
  }

  /** What takes longer than a second is told by its time. */
  private static String rate(double rate) {
    if (rate >= FAST) {
      return String.format(Locale.ROOT, "%.0f/s", rate);
    }
    return rate >= 1
        ? String.format(Locale.ROOT, "%.1f/s", rate)
        : String.format(Locale.ROOT, "%.1f s each", 1 / rate);
  }
}
