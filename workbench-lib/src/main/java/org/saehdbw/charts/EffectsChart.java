package org.saehdbw.charts;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Levels;
import org.saehdbw.charts.drawing.NameTicks;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.drawing.Ticks;
import org.saehdbw.statistics.MeanT;

/**
 * What each swept setting does to a metric: alone, averaged over the others, and together with
 * another one.
 *
 * <p>A mean is taken for each seed first, then over the seeds; from five seeds on it has its t
 * interval, with fewer every seed is a faint point. Levels that are numbers are in their order, at
 * equal distances. Averages over the other settings are fair only where every combination was run.
 */
public final class EffectsChart {
  /** More of them side by side would leave half a figure's width. */
  private static final int LETTERS = 28;

  private static final int COLUMNS = 3;
  private static final int PANEL_HEIGHT = 330;
  private static final double CAP = 0.06;
  private static final double MARGIN = 0.08;
  private static final double APART = 0.05;

  private final List<EffectTrial> trials;
  private final String metric;
  private final double[] range;

  private EffectsChart(List<EffectTrial> trials, String metric) {
    this.trials = List.copyOf(trials);
    this.metric = metric;
    double low = trials.stream().mapToDouble(EffectTrial::value).min().orElseThrow();
    double high = trials.stream().mapToDouble(EffectTrial::value).max().orElseThrow();
    double margin = low == high ? Math.max(1e-9, Math.abs(low)) / 2 : MARGIN * (high - low);
    range = new double[] {low - margin, high + margin};
  }

  /**
   * Takes the trials.
   *
   * @param metric the metric with its unit, for the axes
   * @throws IllegalArgumentException if {@code trials} is empty
   */
  public static EffectsChart of(List<EffectTrial> trials, String metric) {
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("effects need at least one trial, got none");
    }
    return new EffectsChart(trials, metric);
  }

  /**
   * Draws a panel for each key: the mean metric at each of its levels. All panels have one scale.
   *
   * @throws IllegalArgumentException if {@code keys} is empty or a trial has none of them
   */
  public Figure main(List<String> keys) {
    List<Chart<?, ?>> panels = new ArrayList<>();
    int columns = Math.min(COLUMNS, keys.size());
    for (String key : keys) {
      List<String> levels = Levels.sorted(trials.stream().map(trial -> trial.level(key)).toList());
      XYChart panel = panel(key, key, levels, Math.max(1, columns));
      panel.getStyler().setLegendVisible(false).setChartTitleVisible(false);
      add(panel, "mean", key, levels, trial -> true, 0, Theme.BLUE);
      panels.add(panel);
    }
    return new Figure(panels, Math.max(1, columns));
  }

  /**
   * Draws how the effect of one key depends on another: a line for each level of the second. Lines
   * that run side by side say that it does not.
   *
   * @throws IllegalArgumentException if a trial lacks a key
   */
  public Figure interaction(String key, String other) {
    return Figure.of(interaction(key, other, 1));
  }

  /**
   * Draws all pairs of keys.
   *
   * @param keys at least two
   * @throws IllegalArgumentException if there are fewer, or a trial lacks one
   */
  public Figure interactions(List<String> keys) {
    List<Chart<?, ?>> panels = new ArrayList<>();
    int columns = keys.size() > 2 ? 2 : 1;
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        panels.add(interaction(keys.get(i), keys.get(j), columns));
      }
    }
    return new Figure(panels, columns);
  }

  private XYChart interaction(String key, String other, int columns) {
    List<String> levels = Levels.sorted(trials.stream().map(trial -> trial.level(key)).toList());
    List<String> lines = Levels.sorted(trials.stream().map(trial -> trial.level(other)).toList());
    XYChart panel = panel(key + " and " + other, key, levels, columns);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Color colour = Theme.COLOURS.get(i % Theme.COLOURS.size());
      double aside = APART * (i - (lines.size() - 1) / 2.0);
      String name = other + " " + line;
      add(panel, name, key, levels, trial -> trial.level(other).equals(line), aside, colour);
    }
    widen(panel);
    boolean wide = lines.stream().mapToInt(line -> other.length() + line.length()).sum() > LETTERS;
    if (columns > 1 && wide) {
      panel.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
    }
    return panel;
  }

  private XYChart panel(String title, String xTitle, List<String> levels, int columns) {
    XYChart panel = Theme.panel(title, xTitle, metric, Theme.WIDTH / columns, PANEL_HEIGHT);
    Ticks.numbers(panel);
    NameTicks.below(panel, levels);
    panel.getStyler().setYAxisMin(range[0]).setYAxisMax(range[1]);
    panel.getStyler().setMarkerSize(8);
    return panel;
  }

  private void add(
      XYChart panel,
      String name,
      String key,
      List<String> levels,
      Predicate<EffectTrial> wanted,
      double aside,
      Color colour) {
    List<double[]> means = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      double[] seeds = bySeed(trials, wanted.and(trial -> trial.level(key).equals(level)));
      if (seeds.length > 0) {
        double x = i + aside;
        MeanT mean = MeanT.of(seeds);
        means.add(new double[] {x, mean.mean()});
        String of = name + " at " + level;
        mean.interval()
            .ifPresentOrElse(
                interval ->
                    Shapes.uprightWhisker(
                        panel, of, x, interval.low(), interval.high(), CAP, colour),
                () ->
                    Shapes.points(panel, of, filled(seeds.length, x), seeds, Theme.faint(colour)));
      }
    }
    double[] x = means.stream().mapToDouble(mean -> mean[0]).toArray();
    double[] y = means.stream().mapToDouble(mean -> mean[1]).toArray();
    if (x.length > 0) {
      XYSeries line = Shapes.curve(panel, name, x, y, colour, 0);
      Shapes.points(panel, name + ", means", x, y, colour);
      line.setShowInLegend(true);
    }
  }

  /** The interval of few trials may reach beyond all of them. */
  private void widen(XYChart panel) {
    double low = range[0];
    double high = range[1];
    for (XYSeries series : panel.getSeriesMap().values()) {
      low = Math.min(low, Arrays.stream(series.getYData()).min().orElse(low));
      high = Math.max(high, Arrays.stream(series.getYData()).max().orElse(high));
    }
    panel.getStyler().setYAxisMin(low).setYAxisMax(high);
  }

  /** Returns the mean of each seed, in the order of the seeds. */
  static double[] bySeed(Collection<EffectTrial> trials, Predicate<EffectTrial> wanted) {
    Map<Long, List<Double>> values = new TreeMap<>();
    trials.stream()
        .filter(wanted)
        .forEach(
            trial ->
                values.computeIfAbsent(trial.seed(), seed -> new ArrayList<>()).add(trial.value()));
    return values.values().stream().mapToDouble(EffectsChart::mean).toArray();
  }

  private static double mean(List<Double> values) {
    return values.stream().flatMapToDouble(DoubleStream::of).average().orElseThrow();
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }
}
