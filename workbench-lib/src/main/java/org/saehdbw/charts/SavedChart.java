package org.saehdbw.charts;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;

/** What several runs' checkpoints were judged by, against the iteration: a point a save. */
public final class SavedChart {
  private static final int MOST_IN_A_LINE = 3;

  private SavedChart() {}

  /**
   * Draws one figure of the {@code saved} events, such as {@code held_out_dst_error}.
   *
   * @param title of the chart
   * @param figure its key in the events
   * @param runs by the name that the legend has, in order, at least one
   * @throws IllegalArgumentException if a run's events have no such figure; the message names those
   *     they have
   */
  public static Figure of(String title, String figure, Map<String, RunFolder> runs)
      throws IOException {
    XYChart chart = Theme.lines(title, "iteration", figure, Theme.HEIGHT);
    if (runs.size() > MOST_IN_A_LINE) {
      Theme.legendAtRight(chart.getStyler());
    }
    int place = 0;
    for (Map.Entry<String, RunFolder> run : runs.entrySet()) {
      add(chart, run, figure, Theme.COLOURS.get(place++ % Theme.COLOURS.size()));
    }
    return Figure.of(chart);
  }

  private static void add(
      XYChart chart, Map.Entry<String, RunFolder> run, String figure, Color colour)
      throws IOException {
    List<Double> iterations = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (Event event : run.getValue().events()) {
      if (event.kind() != EventKind.SAVED) {
        continue;
      }
      event.fields().forEach((key, value) -> note(known, key, value));
      if (event.fields().get(figure) instanceof Number value
          && event.fields().get("iteration") instanceof Number iteration) {
        iterations.add(iteration.doubleValue());
        values.add(value.doubleValue());
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: the saved events of %s have no figure %s, but %s",
              run.getKey(),
              run.getValue().name(),
              figure,
              known.isEmpty() ? "none" : String.join(", ", known)));
    }
    XYSeries series = chart.addSeries(run.getKey(), iterations, values);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(colour);
    series.setLineColor(colour);
  }

  private static void note(Set<String> known, String key, Object value) {
    if (value instanceof Number && !key.equals("iteration")) {
      known.add(key);
    }
  }
}
