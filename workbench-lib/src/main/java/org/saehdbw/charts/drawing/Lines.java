package org.saehdbw.charts.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.saehdbw.runs.metrics.MetricsRow;

/** Series over iterations, thinned to what a screen can show. */
public final class Lines {
  private static final int MOST_POINTS = 1000;

  private Lines() {}

  public static double[] values(List<MetricsRow> rows, ToDoubleFunction<MetricsRow> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  static double[] iterations(List<MetricsRow> rows) {
    return values(rows, MetricsRow::iteration);
  }

  /** Adds faint points, a value for each drawn row, without a line in the legend. */
  public static void points(
      XYChart chart, String name, List<MetricsRow> rows, double[] values, Color colour) {
    if (rows.isEmpty()) {
      return;
    }
    XYSeries series = add(chart, name, rows, values);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(Theme.faint(colour));
    series.setShowInLegend(false);
  }

  /** Adds a curve through a value for each drawn row; nothing without rows. */
  public static void curve(
      XYChart chart, String name, List<MetricsRow> rows, double[] values, Color colour) {
    if (rows.isEmpty()) {
      return;
    }
    XYSeries series = add(chart, name, rows, values);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  /** Returns the indices of the rows that are drawn. */
  public static int[] drawn(List<MetricsRow> rows) {
    return Smoothing.thin(rows.size(), MOST_POINTS);
  }

  private static XYSeries add(XYChart chart, String name, List<MetricsRow> rows, double[] values) {
    double[] iterations = Smoothing.pick(iterations(rows), drawn(rows));
    // XChart labels equally spaced values one by one, and too closely: a hundredth of an iteration
    // that is not visible makes it choose round numbers.
    iterations[iterations.length - 1] += 0.01;
    return chart.addSeries(name, iterations, values);
  }
}
