package org.saehdbw.reports;

import java.util.Locale;
import org.saehdbw.statistics.Interval;

/** A duration in words, the same wherever a command shows one. */
public enum DurationText {
  SECONDS(1, "s", "%.0f"),
  MINUTES(60, "min", "%.1f"),
  HOURS(3600, "h", "%.1f"),
  DAYS(86_400, "days", "%.1f");

  private final double seconds;
  private final String word;
  private final String form;

  DurationText(double seconds, String word, String form) {
    this.seconds = seconds;
    this.word = word;
    this.form = form;
  }

  /**
   * Returns such as {@code 95 s}, {@code 12.5 min}, {@code 4.7 h} or {@code 3.1 days}: a unit is
   * used from twice its length on.
   *
   * @param duration in seconds, not below 0
   */
  public static String of(double duration) {
    DurationText unit = unit(duration);
    return unit.number(duration) + " " + unit.word;
  }

  /** Returns such as {@code (4.5-4.9)}, in the unit of the duration that the range is for. */
  public static String range(double duration, Interval range) {
    DurationText unit = unit(duration);
    return "(" + unit.number(range.low()) + "-" + unit.number(range.high()) + ")";
  }

  private static DurationText unit(double duration) {
    DurationText unit = SECONDS;
    for (DurationText larger : values()) {
      // Rounded, so that 119.6 s are not shown as 120 s.
      if (larger != SECONDS && Math.round(duration) >= 2 * larger.seconds) {
        unit = larger;
      }
    }
    return unit;
  }

  private String number(double duration) {
    return String.format(Locale.ROOT, form, duration / seconds);
  }
}
