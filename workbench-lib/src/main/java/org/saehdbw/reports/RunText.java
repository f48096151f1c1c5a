package org.saehdbw.reports;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.saehdbw.charts.RunCharts;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.statistics.Summary;

/** A run in words. */
public final class RunText {
  private static final double MILLIS = 1000;

  private RunText() {}

  /**
   * Says how many iterations were made, how long they took without saves and previews, and how
   * fast: {@code run 0001_... made 600 iterations in 95 s, 155 ms each (median), 103 pictures a
   * second}. Iterations that another program made are counted apart.
   */
  public static String sentence(RunFolder run) throws IOException {
    List<MetricsRow> rows = MetricsReader.readAll(run.metricsFile()).rows();
    if (rows.isEmpty()) {
      return "run " + run.name() + " made no iteration yet";
    }
    double[] millis =
        rows.stream()
            .mapToDouble(MetricsRow::stepMillis)
            .filter(step -> !Double.isNaN(step))
            .toArray();
    long last = rows.get(rows.size() - 1).iteration();
    int elsewhere = rows.size() - millis.length;
    if (millis.length == 0) {
      return String.format(
          Locale.ROOT, "run %s made no iteration yet, %,d were made elsewhere", run.name(), last);
    }
    double seconds = Arrays.stream(millis).sum() / MILLIS;
    double median = Summary.of(millis).median();
    String before =
        elsewhere == 0
            ? ""
            : String.format(Locale.ROOT, ", after %,d made elsewhere", last - millis.length);
    return String.format(
        Locale.ROOT,
        "run %s made %,d iterations in %.0f s, %.0f ms each (median), %.0f pictures a second%s",
        run.name(),
        elsewhere == 0 ? last : millis.length,
        seconds,
        median,
        RunCharts.picturesPerIteration(run) * MILLIS / median,
        before);
  }
}
