package org.saehdbw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Label;
import org.saehdbw.charts.drawing.Levels;
import org.saehdbw.charts.drawing.NameTicks;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.drawing.Ticks;

/**
 * Parallel coordinates: an upright axis for each swept setting and one for the metric, and each
 * trial a line across them in the colour of its metric; the best are drawn last, above the others.
 */
public final class ParallelChart {
  private static final int HEIGHT = 430;
  private static final double BELOW = -0.06;
  private static final double ABOVE = 1.06;
  private static final int TICKS_OF_METRIC = 5;

  /** More levels than that are named at the two ends alone. */
  private static final int MOST_NAMED = 9;

  /** Trials of one level are drawn this far apart, in the order of their metric, to be visible. */
  private static final double FAN = 0.06;

  private static final float LINE = 1.8f;
  private static final double STEP_ASIDE = 1e-4;

  private ParallelChart() {}

  /**
   * Draws the chart.
   *
   * @param title of the chart
   * @param keys the settings, from the left, at least one
   * @param metric the metric with its unit: the last axis
   * @param lowerIsBetter whether less is better, so that good trials are drawn last
   * @param trials at least one, each with all keys
   * @throws IllegalArgumentException if {@code keys} or {@code trials} is empty, or a trial lacks a
   *     key
   */
  public static Figure of(
      String title,
      List<String> keys,
      String metric,
      boolean lowerIsBetter,
      List<EffectTrial> trials) {
    if (keys.isEmpty() || trials.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "parallel coordinates need a key and a trial, got %d and %d",
              keys.size(),
              trials.size()));
    }
    XYChart chart = Theme.lines(title, "", "", HEIGHT);
    Ticks.numbers(chart);
    List<String> names = new ArrayList<>(keys);
    names.add(metric);
    NameTicks.below(chart, names);
    chart.getStyler().setYAxisMin(BELOW).setYAxisMax(ABOVE).setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridLinesVisible(false).setLegendVisible(false);
    List<List<String>> levels = new ArrayList<>();
    for (String key : keys) {
      levels.add(Levels.sorted(trials.stream().map(trial -> trial.level(key)).toList()));
    }
    double low = trials.stream().mapToDouble(EffectTrial::value).min().orElseThrow();
    double high = trials.stream().mapToDouble(EffectTrial::value).max().orElseThrow();
    Comparator<EffectTrial> order = Comparator.comparingDouble(EffectTrial::value);
    int number = 0;
    for (EffectTrial trial :
        trials.stream().sorted(lowerIsBetter ? order.reversed() : order).toList()) {
      double[] y = new double[names.size()];
      for (int i = 0; i < keys.size(); i++) {
        double level = place(levels.get(i).indexOf(trial.level(keys.get(i))), levels.get(i).size());
        y[i] = level + FAN * (share(trial.value(), low, high) - 0.5);
      }
      y[keys.size()] = share(trial.value(), low, high);
      draw(chart, "trial " + ++number, y, Theme.scale(y[keys.size()]));
    }
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double end = i < keys.size() ? FAN / 2 : 0;
      Shapes.stroke(chart, "axis " + names.get(i), i, -end, 1 + end, Theme.INK);
      labels.addAll(i < keys.size() ? names(i, levels.get(i)) : numbers(i, low, high));
    }
    labels.forEach(chart::addAnnotation);
    return Figure.of(chart);
  }

  private static void draw(XYChart chart, String name, double[] y, Color colour) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + (i == x.length - 1 ? STEP_ASIDE : 0);
    }
    XYSeries line = Shapes.thin(chart, name, x, y, Theme.band(colour, 200));
    line.setLineStyle(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  private static List<Label> names(int axis, List<String> levels) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      if (levels.size() <= MOST_NAMED || i == 0 || i == levels.size() - 1) {
        double y = place(i, levels.size());
        labels.add(new Label(levels.get(i), axis, y, Label.Side.LEFT, Theme.INK));
      }
    }
    return labels;
  }

  private static List<Label> numbers(int axis, double low, double high) {
    List<Label> labels = new ArrayList<>();
    int count = low == high ? 1 : TICKS_OF_METRIC;
    for (int i = 0; i < count; i++) {
      double y = place(i, count);
      String text = Ticks.number(low + y * (high - low));
      labels.add(
          new Label(count == 1 ? Ticks.number(low) : text, axis, y, Label.Side.RIGHT, Theme.INK));
    }
    return labels;
  }

  private static double place(int index, int count) {
    return count == 1 ? 0.5 : (double) index / (count - 1);
  }

  private static double share(double value, double low, double high) {
    return low == high ? 0.5 : (value - low) / (high - low);
  }
}
