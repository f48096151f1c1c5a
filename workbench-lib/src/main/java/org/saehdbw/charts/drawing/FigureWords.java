package org.saehdbw.charts.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;

/** What a figure shows, in words: for screen readers, and where no picture can be shown. */
public final class FigureWords {
  private static final int MOST_SERIES = 12;

  private FigureWords() {}

  /**
   * Returns a sentence for each panel, such as {@code chart: Loss, iteration against loss; src from
   * 0.1 to 1, last 0.1}.
   */
  public static String of(Figure figure) {
    return "chart: "
        + figure.panels().stream().map(FigureWords::of).collect(Collectors.joining(". "));
  }

  private static String of(Chart<?, ?> panel) {
    List<String> parts = new ArrayList<>();
    parts.add(panel.getTitle());
    if (panel instanceof XYChart chart) {
      parts.set(0, axes(panel));
      chart.getSeriesMap().values().stream()
          .filter(XYSeries::isShowInLegend)
          .limit(MOST_SERIES)
          .forEach(series -> parts.add(of(series)));
    } else if (panel instanceof CategoryChart chart) {
      parts.set(0, axes(panel));
      chart.getSeriesMap().values().stream()
          .limit(MOST_SERIES)
          .forEach(series -> parts.add(series.getName()));
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
  }

  private static String axes(Chart<?, ?> panel) {
    return List.of(panel.getTitle(), panel.getYAxisTitle() + " against " + panel.getXAxisTitle())
        .stream()
        .filter(part -> !part.isEmpty() && !part.equals(" against "))
        .collect(Collectors.joining(", "));
  }

  private static String of(XYSeries series) {
    String name = series.getLabel() == null ? series.getName() : series.getLabel();
    double[] values = Arrays.stream(series.getYData()).filter(Double::isFinite).toArray();
    if (values.length == 0) {
      return name;
    }
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    String last = Ticks.number(values[values.length - 1]);
    return low == high
        ? name + " " + last
        : name + " from " + Ticks.number(low) + " to " + Ticks.number(high) + ", last " + last;
  }
}
