package org.saehdbw.charts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Smoothing;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.DownsampledMetrics;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.statistics.Curve;

/** The losses of several runs on common axes: a panel for src and one for dst. */
public final class RunCurves {
  /** Beyond this ratio of the largest value to the least, the end of a linear curve looks flat. */
  private static final double LOG_RATIO = 6;

  private RunCurves() {}

  /**
   * Draws the trend of every run's losses over its iterations. Runs without a known loss have no
   * curve.
   *
   * @param runs by the name that the legend has, in order
   * @throws IllegalArgumentException if no run has a known loss
   * @throws IOException if the metrics of a run cannot be read
   */
  public static Figure losses(Map<String, RunFolder> runs) throws IOException {
    Map<String, DownsampledMetrics> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, RunFolder> run : runs.entrySet()) {
      metrics.put(run.getKey(), DownsampledMetrics.read(run.getValue().metricsFile()));
    }
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (MetricsColumn column : List.of(MetricsColumn.SRC_LOSS, MetricsColumn.DST_LOSS)) {
      Map<String, Curve> curves = curves(metrics, column);
      if (!curves.isEmpty()) {
        panels.addAll(panel(column, curves).panels());
      }
    }
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(
          "a chart of losses needs a run with a known loss, got "
              + String.join(", ", runs.keySet()));
    }
    return new Figure(panels);
  }

  private static Map<String, Curve> curves(
      Map<String, DownsampledMetrics> metrics, MetricsColumn column) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    metrics.forEach(
        (name, run) -> {
          if (Arrays.stream(run.means(column)).anyMatch(Double::isFinite)) {
            Curve curve = run.curve(column);
            double[] trend = Smoothing.centredMean(curve.y(), Smoothing.windowFor(curve.size()));
            curves.put(name, new Curve(curve.x(), trend));
          }
        });
    return curves;
  }

  private static Figure panel(MetricsColumn column, Map<String, Curve> curves) {
    String side = column == MetricsColumn.SRC_LOSS ? "src loss" : "dst loss";
    CurveChart chart = CurveChart.of(side, "iteration", side + ", mean over the batch");
    curves.forEach(chart::add);
    double low =
        curves.values().stream().flatMapToDouble(c -> Arrays.stream(c.y())).min().orElse(0);
    double high =
        curves.values().stream().flatMapToDouble(c -> Arrays.stream(c.y())).max().orElse(0);
    return (low > 0 && high / low > LOG_RATIO ? chart.logarithmicY() : chart).figure();
  }
}
