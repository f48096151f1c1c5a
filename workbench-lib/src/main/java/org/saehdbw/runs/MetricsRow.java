package org.saehdbw.runs;

import java.util.Locale;

/**
 * One training iteration in {@code metrics.csv}.
 *
 * @param iteration the count after this iteration, from 1
 * @param wallClockSeconds when it ended, seconds since 1970 UTC, kept to the millisecond
 * @param stepMillis the whole iteration, kept to the microsecond
 * @param waitMillis the part of it spent waiting for data
 * @param srcLoss the src loss, mean over the batch
 * @param dstLoss the dst loss, mean over the batch
 * @param lrFactor what the learning rate was multiplied with, 0 to 1
 */
public record MetricsRow(
    long iteration,
    double wallClockSeconds,
    double stepMillis,
    double waitMillis,
    float srcLoss,
    float dstLoss,
    float lrFactor) {
  static final String HEADER =
      "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor";
  private static final int FIELDS = 7;

  String toCsv() {
    return String.format(
        Locale.ROOT,
        "%d,%.3f,%.3f,%.3f,%s,%s,%s\r\n",
        iteration,
        wallClockSeconds,
        stepMillis,
        waitMillis,
        srcLoss,
        dstLoss,
        lrFactor);
  }

  /**
   * Parses a line without its end.
   *
   * @throws NumberFormatException if it has not seven numbers
   */
  static MetricsRow parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != FIELDS) {
      throw new NumberFormatException("must have 7 fields, got " + fields.length);
    }
    return new MetricsRow(
        Long.parseLong(fields[0]),
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]),
        Double.parseDouble(fields[3]),
        Float.parseFloat(fields[4]),
        Float.parseFloat(fields[5]),
        Float.parseFloat(fields[6]));
  }
}
