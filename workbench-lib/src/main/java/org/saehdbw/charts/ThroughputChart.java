package org.saehdbw.charts;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Lines;
import org.saehdbw.charts.drawing.Smoothing;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.runs.metrics.MetricsRow;

/** How fast training goes, and how much of its time it waits for data. */
public final class ThroughputChart {
  private static final int PANEL_HEIGHT = 290;

  /** Scales end at this share of all values, so that one long pause does not flatten the rest. */
  private static final double SHOWN_SHARE = 0.98;

  private static final double HEADROOM = 1.25;

  private ThroughputChart() {}

  /**
   * Draws two panels: pictures a second above, milliseconds an iteration below. Curves are medians
   * of neighbouring iterations.
   *
   * @param all one an iteration, in order; rows without a known time are left out, and none gives
   *     empty axes
   * @param picturesPerIteration source and destination pictures together
   */
  public static Figure of(List<MetricsRow> all, int picturesPerIteration) {
    List<MetricsRow> rows = all.stream().filter(row -> !Double.isNaN(row.stepMillis())).toList();
    XYChart speed = Theme.lines("Throughput", "iteration", "pictures a second", PANEL_HEIGHT);
    add(
        speed,
        rows,
        "src and dst pictures",
        row -> picturesPerIteration * 1000 / row.stepMillis(),
        Theme.GREEN);
    XYChart time = Theme.lines("Time of an iteration", "iteration", "time (ms)", PANEL_HEIGHT);
    add(time, rows, "whole iteration", MetricsRow::stepMillis, Theme.BLUE);
    add(time, rows, "waiting for data", MetricsRow::waitMillis, Theme.ORANGE);
    return new Figure(List.of(speed, time));
  }

  private static void add(
      XYChart chart,
      List<MetricsRow> rows,
      String name,
      ToDoubleFunction<MetricsRow> value,
      Color colour) {
    double[] values = Lines.values(rows, value);
    double top = Math.max(HEADROOM * high(values), previousTop(chart));
    chart.getStyler().setYAxisMin(0.0);
    if (top > 0) {
      chart.getStyler().setYAxisMax(top);
    }
    int[] drawn = Lines.drawn(rows);
    double[] shown = Arrays.stream(values).map(v -> Math.min(v, top)).toArray();
    Lines.points(chart, name + ", every iteration", rows, Smoothing.pick(shown, drawn), colour);
    double[] trend = Smoothing.centredMedian(shown, Smoothing.windowFor(shown.length), drawn);
    Lines.curve(chart, name, rows, trend, colour);
  }

  private static double high(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(int) (SHOWN_SHARE * (sorted.length - 1))];
  }

  private static double previousTop(XYChart chart) {
    Double top = chart.getStyler().getYAxisMax();
    return top == null ? 0 : top;
  }
}
