package org.saehdbw.charts.drawing;

import java.awt.Font;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.saehdbw.charts.vectors.Mark;

/**
 * Names beside the axes of a chart that is narrow: those below are turned, those at left broken.
 */
final class PrintedAxes {
  /** Names at the left take at most this part of the width. */
  private static final double NAMES = 0.4;

  private static final int TURN = 45;
  private static final int MARGIN = 4;
  private static final double LINE_HEIGHT = 1.25;
  private static final int GAP = 6;

  /** What the y axis and the margins take of the width. */
  private static final int BESIDE = 90;

  private final Chart<?, ?> chart;
  private final Font font;
  private final int width;

  PrintedAxes(Chart<?, ?> chart, Font font, int width) {
    this.chart = chart;
    this.font = font;
    this.width = width;
  }

  /**
   * Returns how many pixels turned names need more than level ones.
   *
   * @param legend the width of a legend beside the chart
   */
  double turned(double legend) {
    double longest = longestBelow();
    return isTight(longest, legend) ? longest * Math.sin(Math.toRadians(TURN)) : 0;
  }

  /** Whether names at the left are too long for one line. */
  boolean breaksNames() {
    return namesAtLeft() != null && width(prefix()) > NAMES * width;
  }

  /** Returns how many pixels the title below needs more than one line. */
  double titleBelow() {
    return (titleLines().size() - 1) * LINE_HEIGHT * font.getSize2D();
  }

  private List<String> titleLines() {
    return WrappedText.lines(chart.getXAxisTitle(), font, width - 2.0 * MARGIN);
  }

  /**
   * Breaks the title below into lines that fit, inside the chart's width. XChart (3.8.8) centres it
   * below the plot, however long it is.
   *
   * @param left the chart's left edge
   * @param middle half the chart's height, below which the title is
   */
  List<Mark> inside(Mark mark, double left, double middle) {
    boolean isTitle =
        mark instanceof Mark.Words words
            && words.text().equals(chart.getXAxisTitle())
            && words.place().getTranslateY() > middle
            && words.place().getShearY() == 0;
    if (!isTitle) {
      return List.of(mark);
    }
    Mark.Words title = (Mark.Words) mark;
    double centre = title.place().getTranslateX() + title.width() / 2;
    double y = title.place().getTranslateY() - titleBelow();
    List<Mark> lines = new ArrayList<>();
    for (String line : titleLines()) {
      double wide = width(line);
      double most = left + width - MARGIN - wide;
      double x = Math.max(left + MARGIN, Math.min(most, centre - wide / 2));
      AffineTransform place = AffineTransform.getTranslateInstance(x, y);
      lines.add(
          new Mark.Words(line, place, title.size(), wide, false, title.colour(), title.clip()));
      y += LINE_HEIGHT * font.getSize2D();
    }
    return lines;
  }

  void apply(Changes changes, double legend) {
    if (!(chart.getStyler() instanceof AxesChartStyler styler)) {
      return;
    }
    if (turned(legend) > 0) {
      changes.set(styler.getXAxisLabelRotation(), styler::setXAxisLabelRotation, TURN);
    }
    if (titleBelow() > 0) {
      int padding = styler.getAxisTitlePadding();
      int more = (int) Math.ceil(titleBelow());
      changes.set(padding, styler::setAxisTitlePadding, padding + more);
    }
    if (breaksNames()) {
      String kept = prefix();
      while (width(kept) > NAMES * width) {
        kept = kept.substring(0, kept.length() - 1);
      }
      String shorter = kept;
      changes.set(
          styler.getyAxisTickLabelsFormattingFunction(),
          styler::setyAxisTickLabelsFormattingFunction,
          value -> shorter + value);
    }
  }

  private boolean isTight(double longest, double legend) {
    int count = namesBelow().size();
    return count > 0 && longest + GAP > (width - BESIDE - legend) / count;
  }

  private double longestBelow() {
    return namesBelow().stream().mapToDouble(this::width).max().orElse(0);
  }

  private List<String> namesBelow() {
    return chart instanceof CategoryChart bars && !bars.getSeriesMap().isEmpty()
        ? bars.getSeriesMap().values().iterator().next().getXData().stream()
            .map(String::valueOf)
            .toList()
        : List.of();
  }

  /** {@link NameTicks} keeps the room for its names by invisible ticks. */
  private @Nullable Function<Double, String> namesAtLeft() {
    return chart.getStyler() instanceof AxesChartStyler styler
            && styler.getYAxisTickLabelsColor().getAlpha() == 0
        ? styler.getyAxisTickLabelsFormattingFunction()
        : null;
  }

  private String prefix() {
    Function<Double, String> names = namesAtLeft();
    String text = names == null ? "" : names.apply(0.0);
    return text.endsWith("0.0") ? text.substring(0, text.length() - "0.0".length()) : text;
  }

  private double width(String text) {
    return WrappedText.width(text, font);
  }
}
