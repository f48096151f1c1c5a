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

/** Source and destination loss against the iteration: every value faint, their trend as a curve. */
public final class LossChart {
  /** Beyond this ratio of the first trend to the last, the end of a linear curve looks flat. */
  private static final double LOG_RATIO = 6;

  private LossChart() {}

  /**
   * Draws the losses. The axis is logarithmic once the trend has fallen to a sixth.
   *
   * @param all one an iteration, in order; rows without known losses are left out, and none gives
   *     empty axes
   */
  public static Figure of(List<MetricsRow> all) {
    List<MetricsRow> rows =
        all.stream()
            .filter(row -> !Float.isNaN(row.srcLoss()) && !Float.isNaN(row.dstLoss()))
            .toList();
    XYChart chart = Theme.lines("Loss", "iteration", "loss, mean over the batch", Theme.HEIGHT);
    double[] src = Lines.values(rows, MetricsRow::srcLoss);
    double[] dst = Lines.values(rows, MetricsRow::dstLoss);
    boolean log = spread(src, dst) > LOG_RATIO;
    chart.getStyler().setYAxisLogarithmic(log);
    if (!log) {
      chart.getStyler().setYAxisMin(0.0);
    }
    add(chart, rows, "src", MetricsRow::srcLoss, Theme.BLUE);
    add(chart, rows, "dst", MetricsRow::dstLoss, Theme.ORANGE);
    return Figure.of(chart);
  }

  private static void add(
      XYChart chart,
      List<MetricsRow> rows,
      String side,
      ToDoubleFunction<MetricsRow> loss,
      Color colour) {
    double[] values = Lines.values(rows, loss);
    int[] drawn = Lines.drawn(rows);
    double[] points = Smoothing.pick(values, drawn);
    Lines.points(chart, side + " loss, every iteration", rows, points, colour);
    double[] trend = Smoothing.centredMean(values, Smoothing.windowFor(values.length));
    Lines.curve(chart, side + " loss", rows, Smoothing.pick(trend, drawn), colour);
  }

  private static double spread(double[] src, double[] dst) {
    double high = 0;
    double low = Double.POSITIVE_INFINITY;
    for (double[] values : List.of(src, dst)) {
      double[] trend = Smoothing.centredMean(values, Smoothing.windowFor(values.length));
      high = Math.max(high, Arrays.stream(trend).max().orElse(0));
      low = Math.min(low, Arrays.stream(values).min().orElse(1));
    }
    return low > 0 ? high / low : 0;
  }
}
