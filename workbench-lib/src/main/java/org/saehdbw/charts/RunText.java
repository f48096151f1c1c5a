package org.saehdbw.charts;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.saehdbw.runs.MetricsReader;
import org.saehdbw.runs.MetricsRow;
import org.saehdbw.runs.RunFolder;

/** A run in words. */
public final class RunText {
  private static final double MILLIS = 1000;

  private RunText() {}

  /**
   * Says how many iterations were made, how long they took without saves and previews, and how
   * fast: {@code run 0001_... made 600 iterations in 95 s, 155 ms each (median), 103 pictures a
   * second}.
   */
  public static String sentence(RunFolder run) throws IOException {
    List<MetricsRow> rows = MetricsReader.readAll(run.metricsFile()).rows();
    if (rows.isEmpty()) {
      return "run " + run.name() + " made no iteration yet";
    }
    double seconds = rows.stream().mapToDouble(MetricsRow::stepMillis).sum() / MILLIS;
    double median =
        rows.stream()
            .mapToDouble(MetricsRow::stepMillis)
            .sorted()
            .skip(rows.size() / 2)
            .findFirst()
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "run %s made %,d iterations in %.0f s, %.0f ms each (median), %.0f pictures a second",
        run.name(),
        rows.get(rows.size() - 1).iteration(),
        seconds,
        median,
        RunCharts.picturesPerIteration(run) * MILLIS / median);
  }
}
