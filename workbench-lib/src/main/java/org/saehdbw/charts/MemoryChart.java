package org.saehdbw.charts;

import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Lines;
import org.saehdbw.charts.drawing.Smoothing;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.runs.metrics.MetricsRow;

/** The memory of a run's trainer against the iteration. */
public final class MemoryChart {
  private static final int PANEL_HEIGHT = 290;

  private MemoryChart() {}

  /**
   * Draws the resident memory of the process in MiB.
   *
   * @param all one an iteration, in order
   * @return empty where it was never measured
   */
  public static Optional<Figure> of(List<MetricsRow> all) {
    List<MetricsRow> rows = all.stream().filter(row -> Double.isFinite(row.residentMib())).toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    XYChart chart =
        Theme.lines("Memory of the trainer", "iteration", "resident (MiB)", PANEL_HEIGHT);
    chart.getStyler().setYAxisMin(0.0);
    double[] values = Lines.values(rows, MetricsRow::residentMib);
    double[] drawn = Smoothing.pick(values, Lines.drawn(rows));
    Lines.curve(chart, "resident memory", rows, drawn, Theme.BLUE);
    return Optional.of(Figure.of(chart));
  }
}
