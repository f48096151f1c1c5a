package org.saehdbw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/**
 * The one look of our charts: white, a thin grid, type that stays readable when the picture is
 * shrunk, and colours that colour-blind readers tell apart (Okabe and Ito, 2008).
 */
final class Theme {
  static final int WIDTH = 860;
  static final int HEIGHT = 400;
  static final Color BLUE = new Color(0, 114, 178);
  static final Color ORANGE = new Color(213, 94, 0);
  static final Color GREEN = new Color(0, 158, 115);
  static final Color GRAY = new Color(110, 110, 110);
  static final List<Color> COLOURS =
      List.of(BLUE, ORANGE, GREEN, new Color(204, 121, 167), new Color(230, 159, 0), GRAY);

  private static final Color INK = new Color(40, 40, 40);
  private static final Color GRID = new Color(225, 225, 225);
  private static final int FAINT_ALPHA = 70;

  private Theme() {}

  /** Returns an empty chart of lines with titled axes. */
  static XYChart lines(String title, String xTitle, String yTitle, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
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
  static CategoryChart bars(String title, String xTitle, String yTitle) {
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

  /** Moves the legend where long names have room, one to a line. */
  static void legendAtRight(Styler styler) {
    styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    styler.setLegendLayout(Styler.LegendLayout.Vertical);
  }

  /** Returns the colour that raw points have behind their smoothed curve. */
  static Color faint(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT_ALPHA);
  }

  private static void apply(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setAxisTickMarksColor(GRID);
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(8);
    styler.setChartPadding(12);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPadding(4);
    styler.setYAxisDecimalPattern("#,##0.###");
  }
}
