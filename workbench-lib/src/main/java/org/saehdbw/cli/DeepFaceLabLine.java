package org.saehdbw.cli;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.saehdbw.runs.metrics.MetricsRow;

/** DeepFaceLab's own line, such as {@code [21:54:11][#027222][1050ms][2.6504][2.4689]}. */
final class DeepFaceLabLine implements LogLine {
  static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final double LONG_MILLIS = 10_000;
  private static final int LONG_DIGITS = 5;

  @Override
  public void add(MetricsRow row) {}

  @Override
  public String text(MetricsRow row, double src, double dst, int columns) {
    double millis = row.stepMillis();
    String time =
        millis < LONG_MILLIS
            ? String.format(Locale.ROOT, "%04dms", Math.round(millis))
            : String.format(Locale.ROOT, "%.4f", millis / 1000).substring(0, LONG_DIGITS) + "s";
    return String.format(
        Locale.ROOT,
        "[%s][#%06d][%s][%.4f][%.4f]",
        LocalTime.now().format(CLOCK),
        row.iteration(),
        time,
        src,
        dst);
  }
}
