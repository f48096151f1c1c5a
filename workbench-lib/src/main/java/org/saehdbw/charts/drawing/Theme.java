package org.saehdbw.charts.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;

/**
 * The one look of our charts: white, a thin grid, type that stays readable when the picture is
 * shrunk, and colours that colour-blind readers tell apart (Okabe and Ito, 2008).
 */
public final class Theme {
  public static final int WIDTH = 860;
  public static final int HEIGHT = 400;
  public static final Color BLUE = new Color(0, 114, 178);
  public static final Color ORANGE = new Color(213, 94, 0);
  public static final Color GREEN = new Color(0, 158, 115);
  public static final Color GRAY = new Color(110, 110, 110);
  public static final List<Color> COLOURS =
      List.of(BLUE, ORANGE, GREEN, new Color(204, 121, 167), new Color(230, 159, 0), GRAY);

  /** Of names and numbers inside a chart. */
  static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /** Of numbers beside an axis. */
  static final Font TICK_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  /** Of what only keeps room. */
  static final Color INVISIBLE = new Color(255, 255, 255, 0);

  public static final Color INK = new Color(40, 40, 40);
  private static final List<Color> SCALE =
      List.of(
          new Color(68, 1, 84),
          new Color(59, 82, 139),
          new Color(33, 145, 140),
          new Color(94, 201, 98),
          new Color(233, 212, 37));

  private static final Color GRID = new Color(225, 225, 225);
  private static final int FAINT_ALPHA = 70;
  private static final int BAND_ALPHA = 50;

  private Theme() {}

  /** Returns an empty chart of lines with titled axes. */
  public static XYChart lines(String title, String xTitle, String yTitle, int height) {
    return panel(title, xTitle, yTitle, WIDTH, height);
  }

  /** Returns an empty chart of lines of any width. */
  public static XYChart panel(String title, String xTitle, String yTitle, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    apply(chart.getStyler());
    chart.getStyler().setMarkerSize(4);
    return chart;
  }

  /** Returns an empty chart of bars with titled axes. */
  public static CategoryChart bars(String title, String xTitle, String yTitle) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    apply(chart.getStyler());
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.8);
    return chart;
  }

  /** Returns the width of a text beside an axis, in pixels. */
  static double width(String text) {
    return TICK_FONT.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  /** Moves the legend where long names have room, one to a line. */
  public static void legendAtRight(Styler styler) {
    styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    styler.setLegendLayout(Styler.LegendLayout.Vertical);
  }

  /** Returns the colour that raw points have behind their smoothed curve. */
  public static Color faint(Color colour) {
    return band(colour, FAINT_ALPHA);
  }

  /** Returns the colour that fills the band around a curve. */
  public static Color band(Color colour) {
    return band(colour, BAND_ALPHA);
  }

  /** Returns a colour that lets through what is behind it; opaque at 255. */
  public static Color band(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  /**
   * Returns a colour between dark blue and yellow that grows lighter with the share, so that it is
   * read alike in gray and by colour-blind readers (the ends and middles of viridis, by Smith and
   * van der Walt, 2015).
   *
   * @param share from 0 to 1
   */
  public static Color scale(double share) {
    double place = share * (SCALE.size() - 1);
    int below = Math.min(SCALE.size() - 2, (int) place);
    Color dark = SCALE.get(below);
    Color light = SCALE.get(below + 1);
    double part = place - below;
    return new Color(
        between(dark.getRed(), light.getRed(), part),
        between(dark.getGreen(), light.getGreen(), part),
        between(dark.getBlue(), light.getBlue(), part));
  }

  private static int between(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }

  /** Returns the colour of a bar: a quarter nearer to white, so that its interval stands out. */
  public static Color soft(Color colour) {
    return new Color(soft(colour.getRed()), soft(colour.getGreen()), soft(colour.getBlue()));
  }

  private static int soft(int part) {
    return part + (255 - part) / 4;
  }

  /** Returns what can be read on a fill: ink on light ones, white on dark ones. */
  public static Color on(Color fill) {
    int luma = (299 * fill.getRed() + 587 * fill.getGreen() + 114 * fill.getBlue()) / 1000;
    return luma > 120 ? INK : Color.WHITE;
  }

  /**
   * Gives one's own chart of XChart the look of ours: fonts, grid, legend, and {@link #COLOURS}
   * with a marker for each. Settings that are made afterwards win; a curve of many points looks
   * better with {@code SeriesMarkers.NONE}.
   *
   * @return the chart itself
   */
  public static <C extends Chart<?, ?>> C apply(C chart) {
    Styler styler = chart.getStyler();
    if (styler instanceof AxesChartStyler axes) {
      apply(axes);
    } else {
      applyToAll(styler);
    }
    styler.setSeriesColors(COLOURS.toArray(Color[]::new));
    if (styler instanceof AxesChartStyler axes) {
      styler.setSeriesMarkers(SeriesStyle.MARKERS.toArray(Marker[]::new));
      styler.setSeriesLines(new BasicStroke[] {Shapes.round(Shapes.CURVE)});
      axes.setMarkerSize(6);
    }
    return chart;
  }

  private static void apply(AxesChartStyler styler) {
    applyToAll(styler);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setAxisTickMarksColor(GRID);
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    styler.setAxisTickLabelsFont(TICK_FONT);
    styler.setYAxisDecimalPattern("#,##0.###");
  }

  private static void applyToAll(Styler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setChartFontColor(INK);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(8);
    styler.setChartPadding(12);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPadding(8);
  }
}
