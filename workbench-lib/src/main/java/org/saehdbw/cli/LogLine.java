package org.saehdbw.cli;

import org.saehdbw.runs.metrics.MetricsRow;

/** A form of the line that a training command shows of an iteration. */
interface LogLine {
  /** Takes every iteration, before its line is asked for. */
  void add(MetricsRow row);

  /**
   * Returns the line.
   *
   * @param row the last iteration
   * @param src its src loss, or a mean of several
   * @param dst the dst loss likewise
   * @param columns that the line may have; what does not fit is left out where the form allows that
   */
  String text(MetricsRow row, double src, double dst, int columns);
}
