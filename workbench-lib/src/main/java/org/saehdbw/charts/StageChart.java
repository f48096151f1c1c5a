package org.saehdbw.charts;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Lines;
import org.saehdbw.charts.drawing.Smoothing;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.runs.metrics.MetricsRow;

/** Where an iteration's time goes: the trainer's own parts, and the loader's beside them. */
public final class StageChart {
  private static final int PANEL_HEIGHT = 320;

  private StageChart() {}

  /**
   * Draws two panels: the trainer's parts in milliseconds an iteration above, the loader's stages
   * in milliseconds a sample below. Curves are medians of neighbouring iterations; saves and
   * previews, which are rare, are left to the table.
   *
   * @param rows one an iteration, in order; rows without measured stages are left out
   */
  public static Figure of(List<MetricsRow> rows) {
    List<MetricsRow> measured =
        rows.stream().filter(row -> !Double.isNaN(row.stages().compute())).toList();
    XYChart trainer = Theme.lines("The trainer's time", "iteration", "time (ms)", PANEL_HEIGHT);
    Map<String, ToDoubleFunction<MetricsRow>> parts = new LinkedHashMap<>();
    parts.put("compute", row -> row.stages().compute());
    parts.put("optimizer", row -> row.stages().optimizer());
    parts.put("wait for data", MetricsRow::waitMillis);
    parts.put("copy", row -> row.stages().copy());
    add(trainer, measured, parts);
    XYChart loader =
        Theme.lines("The loader's time", "iteration", "time of a sample (ms)", PANEL_HEIGHT);
    Map<String, ToDoubleFunction<MetricsRow>> stages = new LinkedHashMap<>();
    stages.put("decode", row -> row.stages().decode());
    stages.put("gray", row -> row.stages().gray());
    stages.put("transfer", row -> row.stages().transfer());
    stages.put("warp", row -> row.stages().warp());
    stages.put("masks", row -> row.stages().masks());
    stages.put("assemble", row -> row.stages().assemble());
    add(loader, measured, stages);
    return new Figure(List.of(trainer, loader));
  }

  private static void add(
      XYChart chart, List<MetricsRow> rows, Map<String, ToDoubleFunction<MetricsRow>> parts) {
    chart.getStyler().setYAxisMin(0.0);
    int place = 0;
    for (Map.Entry<String, ToDoubleFunction<MetricsRow>> part : parts.entrySet()) {
      double[] values = Lines.values(rows, part.getValue());
      double[] trend =
          Smoothing.centredMedian(values, Smoothing.windowFor(values.length), Lines.drawn(rows));
      Color colour = Theme.COLOURS.get(place++ % Theme.COLOURS.size());
      Lines.curve(chart, part.getKey(), rows, trend, colour);
    }
  }
}
