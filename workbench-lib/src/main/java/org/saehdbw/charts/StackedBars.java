package org.saehdbw.charts;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Label;
import org.saehdbw.charts.drawing.NamedRows;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.drawing.Ticks;

/** What a sum is made of, an arm a bar: the stages of an iteration, the memory of a step. */
public final class StackedBars {
  private static final double HALF = 0.32;
  private static final int LEGEND = 34;
  private static final double HEADROOM = 1.18;

  /** A narrower part has no room for its number. */
  private static final double LABELLED_SHARE = 0.055;

  private final String title;
  private final String axis;
  private final Map<String, Map<String, Double>> arms = new LinkedHashMap<>();

  private StackedBars(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Begins an empty chart.
   *
   * @param axis what the parts are, with their unit, such as {@code time of an iteration (ms)}
   */
  public static StackedBars of(String title, String axis) {
    return new StackedBars(title, axis);
  }

  /**
   * Adds an arm.
   *
   * @param parts by name, in their order from 0 on; each 0 or more
   * @throws IllegalArgumentException if the chart has an arm of that name, or a part is below 0 or
   *     not finite
   */
  public StackedBars add(String name, Map<String, Double> parts) {
    parts.forEach(
        (part, value) -> {
          if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                String.format(
                    Locale.ROOT,
                    "a part must be 0 or more and finite, got %s for %s of %s",
                    value,
                    part,
                    name));
          }
        });
    if (arms.putIfAbsent(name, new LinkedHashMap<>(parts)) != null) {
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
    if (arms.isEmpty()) {
      throw new IllegalStateException("a chart of bars needs at least one arm, got none");
    }
    Set<String> parts = new LinkedHashSet<>();
    arms.values().forEach(arm -> parts.addAll(arm.keySet()));
    XYChart chart = NamedRows.chart(title, axis, List.copyOf(arms.keySet()), LEGEND);
    double longest = arms.values().stream().mapToDouble(StackedBars::sum).max().orElseThrow();
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(longest > 0 ? HEADROOM * longest : 1);
    List<Label> labels = new ArrayList<>();
    Set<String> inLegend = new LinkedHashSet<>();
    int row = 0;
    for (Map.Entry<String, Map<String, Double>> arm : arms.entrySet()) {
      double y = NamedRows.place(row++);
      double from = 0;
      int place = 0;
      for (String part : parts) {
        double value = arm.getValue().getOrDefault(part, 0.0);
        Color fill = Theme.soft(Theme.COLOURS.get(place++ % Theme.COLOURS.size()));
        if (value > 0) {
          XYSeries box =
              Shapes.box(
                  chart, arm.getKey() + ", " + part, from, from + value, y - HALF, y + HALF, fill);
          box.setLabel(part).setShowInLegend(inLegend.add(part));
          if (value >= LABELLED_SHARE * longest) {
            labels.add(Label.within(Ticks.number(value), from, from + value, y, Theme.on(fill)));
          }
        }
        from += value;
      }
      labels.add(new Label(Ticks.number(from), from, y, Label.Side.RIGHT, Theme.INK));
    }
    labels.forEach(chart::addAnnotation);
    return Figure.of(chart);
  }

  private static double sum(Map<String, Double> arm) {
    return arm.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
