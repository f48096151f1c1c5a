package org.saehdbw.runs.metrics;

/**
 * One training iteration in {@code metrics.csv}. Of iterations that another program made, only what
 * it wrote down is known; the rest is NaN here and empty there.
 *
 * @param iteration the count after this iteration, from 1
 * @param wallClockSeconds when it ended, seconds since 1970 UTC, kept to the millisecond
 * @param stepMillis the whole iteration without saves and previews, kept to the microsecond
 * @param waitMillis the part of it spent waiting for data
 * @param srcLoss the src loss, mean over the batch
 * @param dstLoss the dst loss, mean over the batch
 * @param lrFactor what the learning rate was multiplied with, 0 to 1
 * @param stages where the rest of the time went
 * @param samplesPerSecond samples of both sides that the iteration trained on, over {@code
 *     stepMillis}; kept to the thousandth
 * @param residentMib what the trainer's process held of the machine's memory, not older than a
 *     second, kept to the thousandth
 */
public record MetricsRow(
    long iteration,
    double wallClockSeconds,
    double stepMillis,
    double waitMillis,
    float srcLoss,
    float dstLoss,
    float lrFactor,
    StageTimes stages,
    double samplesPerSecond,
    double residentMib) {
  private static final String FIRST_HEADER =
      "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor";
  private static final String SECOND_HEADER = FIRST_HEADER + "," + StageTimes.HEADER;
  static final String HEADER = SECOND_HEADER + ",samples_s,resident_mib";
  private static final int DIGITS = 3;
  static final int FIRST_FIELDS = 7;
  static final int SECOND_FIELDS = 18;

  /** An iteration of which samples a second and memory are not known. */
  public MetricsRow(
      long iteration,
      double wallClockSeconds,
      double stepMillis,
      double waitMillis,
      float srcLoss,
      float dstLoss,
      float lrFactor,
      StageTimes stages) {
    this(
        iteration,
        wallClockSeconds,
        stepMillis,
        waitMillis,
        srcLoss,
        dstLoss,
        lrFactor,
        stages,
        Double.NaN,
        Double.NaN);
  }

  /**
   * An iteration with known losses only.
   *
   * @param iteration the count after it, from 1
   * @param srcLoss the src loss, NaN if unknown
   * @param dstLoss the dst loss, NaN if unknown
   */
  public static MetricsRow ofLosses(long iteration, float srcLoss, float dstLoss) {
    return new MetricsRow(
        iteration,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        srcLoss,
        dstLoss,
        Float.NaN,
        StageTimes.UNKNOWN);
  }

  /**
   * Returns the value of a column, NaN where it is not known; losses have the digits of the file.
   */
  public double value(MetricsColumn column) {
    return switch (column) {
      case ITERATION -> iteration;
      case WALL_CLOCK -> wallClockSeconds;
      case STEP -> stepMillis;
      case WAIT -> waitMillis;
      case SRC_LOSS -> decimal(srcLoss);
      case DST_LOSS -> decimal(dstLoss);
      case LR_FACTOR -> decimal(lrFactor);
      case COPY -> stages.copy();
      case COMPUTE -> stages.compute();
      case OPTIMIZER -> stages.optimizer();
      case SAVE -> stages.save();
      case PREVIEW -> stages.preview();
      case DECODE -> stages.decode();
      case GRAY -> stages.gray();
      case TRANSFER -> stages.transfer();
      case WARP -> stages.warp();
      case MASKS -> stages.masks();
      case ASSEMBLE -> stages.assemble();
      case SAMPLES -> samplesPerSecond;
      case RESIDENT -> residentMib;
    };
  }

  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /** Whether a file's first line is that of this form, or of an older one with fewer columns. */
  static boolean isHeader(String line) {
    return line.equals(HEADER) || line.equals(SECOND_HEADER) || line.equals(FIRST_HEADER);
  }

  String toCsv() {
    StringBuilder text = new StringBuilder();
    text.append(iteration).append(',');
    fixed(text, wallClockSeconds);
    fixed(text, stepMillis);
    fixed(text, waitMillis);
    text.append(srcLoss).append(',').append(dstLoss).append(',');
    text.append(Float.isNaN(lrFactor) ? "" : Float.toString(lrFactor)).append(',');
    stages.appendCsv(text);
    text.append(',');
    fixed(text, samplesPerSecond);
    FixedPoint.append(text, residentMib, DIGITS);
    return text.append("\r\n").toString();
  }

  private static void fixed(StringBuilder text, double value) {
    FixedPoint.append(text, value, DIGITS);
    text.append(',');
  }
}
