package org.saehdbw.charts.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What charts are put together from: curves, bands, bars, intervals and points. */
public final class Shapes {
  private static final BasicStroke NONE = new BasicStroke(0f);
  static final float CURVE = 2.5f;
  private static final float THIN = 1.2f;
  private static final float WHISKER = 1.8f;
  private static final int FEW = 8;
  private static final float[] DASHES = {8f, 5f};
  private static final float[] DOTS = {2.5f, 3.5f};

  /** The line of what is no curve, such as an interval: it is never dashed. */
  static final class Whole extends BasicStroke {
    Whole(float width) {
      super(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
  }

  private Shapes() {}

  /**
   * Adds a thick line.
   *
   * @param round how often all colours were used before it: 0 is drawn whole, 1 dashed, more dotted
   */
  public static XYSeries curve(
      XYChart chart, String name, double[] x, double[] y, Color colour, int round) {
    XYSeries series = line(chart, name, x, y, colour);
    series.setLineStyle(
        round == 0
            ? round(CURVE)
            : new BasicStroke(
                CURVE,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1f,
                round == 1 ? DASHES : DOTS,
                0f));
    return series;
  }

  /** Adds a thin line. */
  public static XYSeries thin(XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = line(chart, name, x, y, colour);
    series.setLineStyle(round(THIN));
    return series;
  }

  /** Fills the area between two curves, without a line in the legend. */
  public static XYSeries band(
      XYChart chart, String name, double[] x, double[] low, double[] high, Color colour) {
    int n = x.length;
    double[] aroundX = new double[2 * n];
    double[] aroundY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      aroundX[i] = x[i];
      aroundY[i] = high[i];
      aroundX[2 * n - 1 - i] = x[i];
      aroundY[2 * n - 1 - i] = low[i];
    }
    return polygon(chart, name, aroundX, aroundY, Theme.band(colour));
  }

  /** Fills a box, without a line in the legend. */
  public static XYSeries box(
      XYChart chart, String name, double left, double right, double low, double high, Color fill) {
    return polygon(
        chart,
        name,
        new double[] {left, right, right, left},
        new double[] {low, low, high, high},
        fill);
  }

  /** Adds a level line from one value to another with a cap at each end. */
  public static XYSeries whisker(
      XYChart chart, String name, double from, double to, double y, double cap, Color colour) {
    return strokes(
        chart,
        name,
        new double[] {from, from, from, to, to, to},
        new double[] {y - cap, y + cap, y, y, y + cap, y - cap},
        colour);
  }

  /** Adds an upright line from one value to another with a cap at each end. */
  public static XYSeries uprightWhisker(
      XYChart chart, String name, double x, double from, double to, double cap, Color colour) {
    return strokes(
        chart,
        name,
        new double[] {x - cap, x + cap, x, x, x + cap, x - cap},
        new double[] {from, from, from, to, to, to},
        colour);
  }

  /** Adds an upright line. */
  public static XYSeries stroke(
      XYChart chart, String name, double x, double from, double to, Color colour) {
    return strokes(chart, name, new double[] {x, x}, new double[] {from, to}, colour);
  }

  /** Adds points. */
  public static XYSeries points(XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(colour);
    series.setShowInLegend(false);
    return series;
  }

  private static XYSeries strokes(
      XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new Whole(WHISKER));
    series.setShowInLegend(false);
    return series;
  }

  private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, unequal(x), y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    return series;
  }

  private static XYSeries polygon(XYChart chart, String name, double[] x, double[] y, Color fill) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(fill);
    series.setLineColor(fill);
    series.setLineStyle(NONE);
    series.setShowInLegend(false);
    return series;
  }

  /**
   * XChart labels equally spaced values one by one, and many of them too closely: a millionth of
   * the range, which is not visible, makes it choose round numbers. Few values have room.
   */
  private static double[] unequal(double[] x) {
    double[] moved = Arrays.copyOf(x, x.length);
    int last = x.length - 1;
    if (x.length > FEW) {
      moved[last] += 1e-6 * (x[last] - x[0]);
    }
    return moved;
  }

  static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
