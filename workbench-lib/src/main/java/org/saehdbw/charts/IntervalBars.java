package org.saehdbw.charts;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Label;
import org.saehdbw.charts.drawing.NamedRows;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.drawing.Ticks;
import org.saehdbw.statistics.Estimate;

/** A bar from 0 for each arm, with its interval and its value behind it, such as throughput. */
public final class IntervalBars {
  private static final double HALF = 0.3;
  private static final double CAP = 0.13;
  private static final double HEADROOM = 1.18;

  private final String title;
  private final String axis;
  private final Map<String, Estimate> bars = new LinkedHashMap<>();

  private IntervalBars(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Begins an empty chart.
   *
   * @param axis what the bars are, with their unit, such as {@code pictures a second}
   */
  public static IntervalBars of(String title, String axis) {
    return new IntervalBars(title, axis);
  }

  /**
   * Adds an arm.
   *
   * @param estimate its value, 0 or more, with its interval
   * @throws IllegalArgumentException if the chart has an arm of that name or the value is below 0
   */
  public IntervalBars add(String name, Estimate estimate) {
    if (!(estimate.value() >= 0)) {
      throw new IllegalArgumentException(
          "a bar must be 0 or more, got " + estimate.value() + " for " + name);
    }
    if (bars.putIfAbsent(name, estimate) != null) {
      throw new IllegalArgumentException("arms must have different names, got two named " + name);
    }
    return this;
  }

  /**
   * Draws the chart.
   *
   * @throws IllegalStateException if the chart has no arm
   */
  public Figure figure() {
    if (bars.isEmpty()) {
      throw new IllegalStateException("a chart of bars needs at least one arm, got none");
    }
    XYChart chart = NamedRows.chart(title, axis, List.copyOf(bars.keySet()), 0);
    double longest =
        bars.values().stream()
            .mapToDouble(bar -> Math.max(bar.value(), bar.interval().high()))
            .max()
            .orElseThrow();
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(longest > 0 ? HEADROOM * longest : 1);
    int row = 0;
    List<Label> labels = new ArrayList<>();
    for (Map.Entry<String, Estimate> bar : bars.entrySet()) {
      Color colour = Theme.COLOURS.get(row % Theme.COLOURS.size());
      Estimate one = bar.getValue();
      double y = NamedRows.place(row++);
      Shapes.box(chart, bar.getKey(), 0, one.value(), y - HALF, y + HALF, Theme.soft(colour));
      double low = Math.max(0, one.interval().low());
      double high = one.interval().high();
      Shapes.whisker(chart, bar.getKey() + ", interval", low, high, y, CAP, Theme.INK);
      String text = Ticks.number(one.value());
      labels.add(new Label(text, Math.max(one.value(), high), y, Label.Side.RIGHT, Theme.INK));
    }
    labels.forEach(chart::addAnnotation);
    return Figure.of(chart);
  }
}
