package org.saehdbw.charts;

import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.NamedRows;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.statistics.MeanT;
import org.saehdbw.statistics.Seeds;

/**
 * Every seed of every arm as a point, with the mean as a stroke; from five seeds on also the t
 * interval of the mean.
 */
public final class SeedStrip {
  private static final double STROKE = 0.3;
  private static final double CAP = 0.12;

  /** Points of one arm are spread, because seeds may agree. */
  private static final double[] LEVELS = {0, 0.14, -0.14, 0.07, -0.07};

  private final String title;
  private final String axis;
  private final Map<String, double[]> arms = new LinkedHashMap<>();

  private SeedStrip(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Begins an empty chart.
   *
   * @param axis what the points are, with their unit
   */
  public static SeedStrip of(String title, String axis) {
    return new SeedStrip(title, axis);
  }

  /**
   * Adds an arm.
   *
   * @param values one a seed, at least one, finite
   * @throws IllegalArgumentException if the chart has an arm of that name, {@code values} is empty
   *     or one is not finite
   */
  public SeedStrip add(String name, double... values) {
    if (values.length == 0 || !DoubleStream.of(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an arm must have at least one value, all finite, got %s for %s",
              Arrays.toString(values),
              name));
    }
    if (arms.putIfAbsent(name, values.clone()) != null) {
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
      throw new IllegalStateException("a chart of points needs at least one arm, got none");
    }
    List<String> names =
        arms.entrySet().stream()
            .map(arm -> arm.getKey() + " (" + Seeds.count(arm.getValue().length) + ")")
            .toList();
    XYChart chart = NamedRows.chart(title, axis, names, 0);
    chart.getStyler().setMarkerSize(9);
    int row = 0;
    for (Map.Entry<String, double[]> arm : arms.entrySet()) {
      Color colour = Theme.COLOURS.get(row % Theme.COLOURS.size());
      add(chart, arm.getKey(), arm.getValue(), NamedRows.place(row++), colour);
    }
    return Figure.of(chart);
  }

  private static void add(XYChart chart, String name, double[] values, double y, Color colour) {
    MeanT mean = MeanT.of(values);
    mean.interval()
        .ifPresent(
            interval ->
                Shapes.whisker(
                    chart,
                    name + ", interval",
                    interval.low(),
                    interval.high(),
                    y,
                    CAP,
                    Theme.INK));
    Shapes.stroke(chart, name + ", mean", mean.mean(), y - STROKE, y + STROKE, Theme.INK);
    double[] places = new double[values.length];
    Arrays.setAll(places, i -> y + LEVELS[i % LEVELS.length]);
    Shapes.points(chart, name, values, places, Theme.band(colour, 190));
  }
}
