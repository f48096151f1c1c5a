package org.saehdbw.charts;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Label;
import org.saehdbw.charts.drawing.NamedRows;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.drawing.Ticks;

/** What was done when, a phase a row (a Gantt chart); the colour says on which thread. */
public final class PhaseBars {
  private static final double HALF = 0.32;
  private static final int LEGEND = 34;

  /** Room for the length that is written to the right of the last bar. */
  private static final double HEADROOM = 1.15;

  private final String title;
  private final String axis;
  private final Map<String, Bar> bars = new LinkedHashMap<>();

  private record Bar(String lane, double begin, double end) {}

  private PhaseBars(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Begins an empty chart.
   *
   * @param axis what the times are, with their unit, such as {@code since the process started (ms)}
   */
  public static PhaseBars of(String title, String axis) {
    return new PhaseBars(title, axis);
  }

  /**
   * Adds a phase, below those before.
   *
   * @param lane its thread; phases of one thread have one colour
   * @param begin 0 or more
   * @param end not below {@code begin}
   * @throws IllegalArgumentException if the chart has a phase of that name, or the times are not
   *     finite or not in order
   */
  public PhaseBars add(String name, String lane, double begin, double end) {
    if (!(begin >= 0 && begin <= end && end < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a phase must begin at 0 or later and not after its end, got %s to %s for %s",
              begin,
              end,
              name));
    }
    if (bars.putIfAbsent(name, new Bar(lane, begin, end)) != null) {
      throw new IllegalArgumentException("phases must have different names, got two named " + name);
    }
    return this;
  }

  /**
   * Draws the chart; beside each bar is its length.
   *
   * @throws IllegalStateException if the chart has no phase
   */
  public Figure figure() {
    if (bars.isEmpty()) {
      throw new IllegalStateException("a chart of phases needs at least one phase, got none");
    }
    XYChart chart = NamedRows.chart(title, axis, List.copyOf(bars.keySet()), LEGEND);
    double last = bars.values().stream().mapToDouble(Bar::end).max().orElseThrow();
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(last > 0 ? HEADROOM * last : 1);
    Map<String, Color> colours = new LinkedHashMap<>();
    List<Label> labels = new ArrayList<>();
    int row = 0;
    for (Map.Entry<String, Bar> phase : bars.entrySet()) {
      Bar bar = phase.getValue();
      double y = NamedRows.place(row++);
      boolean isFirst = !colours.containsKey(bar.lane());
      int place = colours.size() % Theme.COLOURS.size();
      Color fill =
          colours.computeIfAbsent(bar.lane(), lane -> Theme.soft(Theme.COLOURS.get(place)));
      Shapes.box(chart, phase.getKey(), bar.begin(), bar.end(), y - HALF, y + HALF, fill)
          .setLabel(bar.lane())
          .setShowInLegend(isFirst);
      labels.add(
          new Label(
              Ticks.number(bar.end() - bar.begin()), bar.end(), y, Label.Side.RIGHT, Theme.INK));
    }
    labels.forEach(chart::addAnnotation);
    return Figure.of(chart);
  }
}
