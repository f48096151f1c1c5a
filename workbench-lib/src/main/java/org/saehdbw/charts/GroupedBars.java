package org.saehdbw.charts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Theme;

/** Figures side by side: a group of bars for each case, a colour for each series. */
public final class GroupedBars {
  private static final int MOST_IN_A_LINE = 3;

  private GroupedBars() {}

  /**
   * Draws bars from 0, or on a logarithmic axis.
   *
   * @param title of the chart
   * @param xTitle what the cases are
   * @param yTitle what the bars are, with their unit
   * @param cases the groups' names, at least one
   * @param series by name, a figure for each case; a figure that was not measured is NaN and has no
   *     bar
   * @param logarithmic whether equal heights are equal ratios
   * @throws IllegalArgumentException if a series has another number of figures than there are cases
   */
  public static Figure of(
      String title,
      String xTitle,
      String yTitle,
      List<String> cases,
      Map<String, List<Double>> series,
      boolean logarithmic) {
    CategoryChart chart = Theme.bars(title, xTitle, yTitle);
    if (logarithmic) {
      double least = least(series);
      chart.getStyler().setYAxisLogarithmic(true);
      chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
    }
    if (series.size() > MOST_IN_A_LINE) {
      Theme.legendAtRight(chart.getStyler());
    }
    double missing = logarithmic ? chart.getStyler().getYAxisMin() : 0;
    int place = 0;
    for (Map.Entry<String, List<Double>> one : series.entrySet()) {
      if (one.getValue().size() != cases.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must have a figure for each of %d cases, got %d",
                one.getKey(),
                cases.size(),
                one.getValue().size()));
      }
      List<Double> heights = one.getValue().stream().map(v -> v.isNaN() ? missing : v).toList();
      chart
          .addSeries(one.getKey(), cases, heights)
          .setFillColor(Theme.COLOURS.get(place++ % Theme.COLOURS.size()));
    }
    return Figure.of(chart);
  }

  private static double least(Map<String, List<Double>> series) {
    return series.values().stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .filter(value -> value > 0)
        .min()
        .orElse(1);
  }
}
