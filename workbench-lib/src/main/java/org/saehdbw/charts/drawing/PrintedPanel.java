package org.saehdbw.charts.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.Styler;
import org.saehdbw.charts.vectors.Colours;
import org.saehdbw.charts.vectors.Mark;
import org.saehdbw.charts.vectors.Recorder;

/** One chart at the width that it has on paper: title and legend are broken where they must be. */
final class PrintedPanel {
  /** The part of a chart's height that does not shrink with its width: titles and numbers. */
  private static final double FIXED = 0.35;

  private static final int PADDING = 10;
  private static final int LEGEND_LINE = 34;
  private static final int LEGEND_BOX = 20;
  private static final double LINE_HEIGHT = 1.25;

  /** A legend is centred below the plot, whose y axis leaves that much of the width. */
  private static final int BESIDE_PLOT = 80;

  /** Numbers and title below the plot. */
  private static final int BELOW_PLOT = 58;

  /** XChart (3.8.8) places all labels of a lower plot in its middle. */
  private static final int LEAST_PLOT = 100;

  /** A legend beside the chart takes at most this part of the width. */
  private static final double BESIDE = 0.36;

  private final Chart<?, ?> chart;
  private final Recorder recorder;
  private final int width;
  private final Font font;
  private final List<String> title;
  private final PrintedAxes axes;

  PrintedPanel(Chart<?, ?> chart, Recorder recorder, int width) {
    this.chart = chart;
    this.recorder = recorder;
    this.width = width;
    this.font = recorder.font(Theme.TICK_FONT);
    this.axes = new PrintedAxes(chart, font, width);
    boolean titled = chart.getStyler().isChartTitleVisible() && !chart.getTitle().isBlank();
    this.title =
        titled ? WrappedText.lines(chart.getTitle(), font, width - 2.0 * PADDING) : List.of();
  }

  private double titleHeight() {
    return title.isEmpty() ? 0 : PADDING + title.size() * LINE_HEIGHT * font.getSize2D();
  }

  /** Returns the height in pixels that suits the width. */
  int height() {
    double narrower = Math.min(1, (double) width / chart.getWidth());
    double share = axes.breaksNames() ? 1 : FIXED + (1 - FIXED) * narrower;
    double own = share * (chart.getHeight() - ownLegendHeight()) + below() - BELOW_PLOT;
    return (int) Math.ceil(Math.max(own, leastHeight()));
  }

  /** Returns the height in pixels below which text would overlap. */
  int leastHeight() {
    double below = below();
    double axis = WrappedText.width(chart.getYAxisTitle(), font) + below;
    return (int) Math.ceil(Math.max(axis, titleHeight() + PADDING + LEAST_PLOT + below));
  }

  private double below() {
    return BELOW_PLOT + legendHeight() + axes.titleBelow() + axes.turned(legendBeside());
  }

  private double legendBeside() {
    Styler styler = chart.getStyler();
    boolean isBeside =
        styler.getLegendPosition() == Styler.LegendPosition.OutsideE && !movesBelow();
    return isBeside && !shown().isEmpty()
        ? widestLabel() + LEGEND_LINE + 4.0 * styler.getLegendPadding()
        : 0;
  }

  /** Draws the chart with its upper left corner at a place; it has its own look again then. */
  List<Mark> draw(int left, int top, int height, boolean gray) {
    int wasWide = chart.getWidth();
    int wasHigh = chart.getHeight();
    PrintColours colours;
    try (Changes changes = new Changes()) {
      changes.fonts(chart.getStyler(), recorder);
      withoutTitle(changes);
      int plain = (int) Math.round(height - titleHeight());
      // XChart (3.8.8) keeps the room that the title took when the chart was last drawn, and gives
      // series without a colour one when they are drawn.
      chart.paint(new Recorder(false, 0), width, plain);
      colours = PrintColours.of(chart);
      style(changes);
      recorder.translate(left, top);
      drawTitle();
      recorder.translate(0, titleHeight());
      chart.paint(recorder, width, plain);
    } finally {
      resize(wasWide, wasHigh);
    }
    double middle = top + height / 2.0;
    return recorder.marks().stream()
        .flatMap(mark -> axes.inside(mark, left, middle).stream())
        .map(mark -> mark.recoloured(colours::print))
        .map(mark -> gray ? mark.recoloured(Colours::gray) : mark)
        .toList();
  }

  /** XChart (3.8.8) sets the size of a chart only by drawing it. */
  private void resize(int wide, int high) {
    Graphics2D unseen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      chart.paint(unseen, wide, high);
    } finally {
      unseen.dispose();
    }
  }

  private void drawTitle() {
    recorder.setColor(chart.getStyler().getChartFontColor());
    double y = PADDING + font.getSize2D();
    for (String line : title) {
      TextLayout layout = new TextLayout(line, font, recorder.getFontRenderContext());
      double x = (width - layout.getAdvance()) / 2;
      Shape letters = layout.getOutline(AffineTransform.getTranslateInstance(x, y));
      recorder.fill(letters);
      y += LINE_HEIGHT * font.getSize2D();
    }
  }

  private void withoutTitle(Changes changes) {
    Styler styler = chart.getStyler();
    // Without a title its room would stay; a blank one without padding takes none.
    changes.set(chart.getTitle(), chart::setTitle, " ");
    changes.set(styler.isChartTitleVisible(), styler::setChartTitleVisible, true);
    changes.set(styler.getChartTitlePadding(), styler::setChartTitlePadding, 0);
    changes.set(styler.isChartTitleBoxVisible(), styler::setChartTitleBoxVisible, false);
  }

  private void style(Changes changes) {
    Styler styler = chart.getStyler();
    changes.set(styler.getChartPadding(), styler::setChartPadding, PADDING);
    changes.set(styler.getLegendSeriesLineLength(), styler::setLegendSeriesLineLength, LEGEND_LINE);
    if (chart instanceof XYChart lines) {
      SeriesStyle.apply(lines, changes);
    }
    axes.apply(changes, legendBeside());
    if (movesBelow()) {
      changes.set(
          styler.getLegendPosition(), styler::setLegendPosition, Styler.LegendPosition.OutsideS);
    }
    if (isLegendBelow()) {
      changes.set(
          styler.getLegendLayout(),
          styler::setLegendLayout,
          fitsOneLine() ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
    }
    for (Series series : chart.getSeriesMap().values()) {
      if (series.isShowInLegend()) {
        String label = String.join("\n", label(series));
        changes.set(series.getLabel(), series::setLabel, label);
      }
    }
  }

  private List<String> label(Series series) {
    double padding = 3.0 * chart.getStyler().getLegendPadding();
    double room = width - BESIDE_PLOT - LEGEND_LINE - padding;
    return WrappedText.lines(series.getLabel().replace('\n', ' '), font, room);
  }

  private boolean isLegendBelow() {
    return chart.getStyler().getLegendPosition() == Styler.LegendPosition.OutsideS || movesBelow();
  }

  private boolean movesBelow() {
    return chart.getStyler().getLegendPosition() == Styler.LegendPosition.OutsideE
        && widestLabel() + LEGEND_LINE > BESIDE * width;
  }

  private double widestLabel() {
    return shown().stream()
        .mapToDouble(series -> WrappedText.width(series.getLabel(), font))
        .max()
        .orElse(0);
  }

  private boolean fitsOneLine() {
    int padding = chart.getStyler().getLegendPadding();
    double sum = BESIDE_PLOT + padding;
    for (Series series : shown()) {
      sum += WrappedText.width(series.getLabel(), font) + LEGEND_LINE + 2.0 * padding;
    }
    return sum <= width;
  }

  private double legendHeight() {
    if (shown().isEmpty() || !isLegendBelow()) {
      return 0;
    }
    double height = 2.0 * chart.getStyler().getLegendPadding();
    for (Series series : fitsOneLine() ? shown().subList(0, 1) : shown()) {
      height +=
          Math.max(LEGEND_BOX, label(series).size() * LINE_HEIGHT * font.getSize2D())
              + chart.getStyler().getLegendPadding();
    }
    return height;
  }

  private double ownLegendHeight() {
    boolean isBelow =
        chart.getStyler().getLegendPosition() == Styler.LegendPosition.OutsideS
            && !shown().isEmpty();
    return isBelow ? LEGEND_BOX + 2.0 * chart.getStyler().getLegendPadding() : 0;
  }

  private List<Series> shown() {
    return chart.getStyler().isLegendVisible()
        ? chart.getSeriesMap().values().stream()
            .map(Series.class::cast)
            .filter(series -> series.isShowInLegend() && series.isEnabled())
            .toList()
        : List.of();
  }
}
