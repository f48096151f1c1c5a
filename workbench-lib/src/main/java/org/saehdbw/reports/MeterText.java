package org.saehdbw.reports;

import java.util.Locale;
import java.util.Optional;
import org.saehdbw.runs.meters.Eta;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.statistics.Interval;

/** Figures of meters in words, the same in the status line and in a run's card. */
public final class MeterText {
  private static final double LONG_MILLIS = 10_000;
  private static final double SHORT_MILLIS = 100;

  private MeterText() {}

  /** Such as {@code 512 ms}. */
  public static String step(double millis) {
    return number(stepForm(millis), millis / stepUnit(millis))
        + (millis < LONG_MILLIS ? " ms" : " s");
  }

  /** Such as {@code (498-526)}, in the unit of {@link #step}. */
  public static Optional<String> stepRange(Speed speed) {
    double millis = speed.stepMillis();
    return speed.interval().map(range -> range(stepForm(millis), range, stepUnit(millis)));
  }

  private static String stepForm(double millis) {
    return SHORT_MILLIS <= millis && millis < LONG_MILLIS ? "%.0f" : "%.1f";
  }

  private static double stepUnit(double millis) {
    return millis < LONG_MILLIS ? 1 : 1000;
  }

  /** Such as {@code 15.6 samples/s}; empty if unknown. */
  public static Optional<String> samples(Speed speed) {
    double rate = speed.samplesPerSecond();
    String form = rate < 10 ? "%.2f samples/s" : "%.1f samples/s";
    return Double.isNaN(rate) ? Optional.empty() : Optional.of(number(form, rate));
  }

  /** Such as {@code wait 0.4 %}; empty if unknown. */
  public static Optional<String> wait(Speed speed) {
    return Double.isNaN(speed.waitShare())
        ? Optional.empty()
        : Optional.of(number("wait %.1f %%", 100 * speed.waitShare()));
  }

  /** Such as {@code 1180 MiB}; empty if unknown. */
  public static Optional<String> memory(Speed speed) {
    return Double.isNaN(speed.residentMib())
        ? Optional.empty()
        : Optional.of(number("%.0f MiB", speed.residentMib()));
  }

  /** Such as {@code 4.7 h left}, or {@code at most 4.7 h left}. */
  public static String left(Eta eta) {
    return (eta.atMost() ? "at most " : "") + DurationText.of(eta.seconds()) + " left";
  }

  /** Such as {@code (4.5-4.9)}, in the unit of {@link #left}; empty if unknown. */
  public static Optional<String> leftRange(Eta eta) {
    return eta.range().map(range -> DurationText.range(eta.seconds(), range));
  }

  private static String range(String form, Interval range, double unit) {
    return "(" + number(form, range.low() / unit) + "-" + number(form, range.high() / unit) + ")";
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
