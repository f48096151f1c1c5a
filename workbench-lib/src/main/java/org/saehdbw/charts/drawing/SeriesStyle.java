package org.saehdbw.charts.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines and points that can be told apart without their colours: each colour of a chart gets its
 * own dashes and its own marker.
 */
final class SeriesStyle {
  /** More colours than that are a scale, whose meaning is how light they are. */
  static final int MOST = 8;

  private static final int FEW_POINTS = 30;
  private static final int MARKER_SIZE = 7;
  private static final int FAINT = 128;
  private static final List<float[]> DASHES =
      List.of(
          new float[0],
          new float[] {8, 4},
          new float[] {2, 2.5f},
          new float[] {9, 3, 2, 3},
          new float[] {15, 4},
          new float[] {4.5f, 2},
          new float[] {9, 3, 2, 3, 2, 3},
          new float[] {2, 6});

  /** One for each colour. */
  static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.CROSS,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.PLUS,
          SeriesMarkers.OVAL);

  private SeriesStyle() {}

  /** Changes the lines and points of a chart. */
  static void apply(XYChart chart, Changes changes) {
    Map<String, Integer> places = new LinkedHashMap<>();
    List<XYSeries> lines = new ArrayList<>();
    for (XYSeries series : chart.getSeriesMap().values()) {
      if (isData(chart, series)) {
        lines.add(series);
        places.putIfAbsent(key(chart, series), places.size());
      }
    }
    if (places.size() > MOST) {
      return;
    }
    boolean marked = false;
    for (XYSeries series : lines) {
      int place = places.getOrDefault(key(chart, series), 0);
      marked |=
          isLine(chart, series) ? line(series, place, changes) : points(series, place, changes);
    }
    if (marked && chart.getStyler().getMarkerSize() < MARKER_SIZE) {
      int now = chart.getStyler().getMarkerSize();
      changes.set(now, chart.getStyler()::setMarkerSize, MARKER_SIZE);
    }
  }

  private static boolean line(XYSeries series, int place, Changes changes) {
    BasicStroke stroke = series.getLineStyle();
    if (place > 0) {
      float width = stroke == null ? Shapes.CURVE : stroke.getLineWidth();
      changes.set(stroke, series::setLineStyle, dashed(width, place));
    }
    if (series.getXData().length > FEW_POINTS) {
      return false;
    }
    changes.set(series.getMarker(), series::setMarker, MARKERS.get(place));
    changes.set(series.getMarkerColor(), series::setMarkerColor, series.getLineColor());
    return true;
  }

  private static boolean points(XYSeries series, int place, Changes changes) {
    boolean isFaint = series.getMarkerColor() != null && series.getMarkerColor().getAlpha() < FAINT;
    if (isFaint || (series.getMarker() != null && series.getMarker() != SeriesMarkers.CIRCLE)) {
      return false;
    }
    changes.set(series.getMarker(), series::setMarker, MARKERS.get(place));
    return true;
  }

  private static BasicStroke dashed(float width, int place) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, DASHES.get(place), 0f);
  }

  /** Whether a series is a curve or points; intervals and bands are not. */
  static boolean isData(XYChart chart, XYSeries series) {
    XYSeriesRenderStyle style = style(chart, series);
    boolean isDrawn = style == XYSeriesRenderStyle.Line || style == XYSeriesRenderStyle.Scatter;
    return series.isEnabled() && isDrawn && !(series.getLineStyle() instanceof Shapes.Whole);
  }

  private static boolean isLine(XYChart chart, XYSeries series) {
    return style(chart, series) == XYSeriesRenderStyle.Line;
  }

  private static XYSeriesRenderStyle style(XYChart chart, XYSeries series) {
    XYSeriesRenderStyle own = series.getXYSeriesRenderStyle();
    return own == null ? chart.getStyler().getDefaultSeriesRenderStyle() : own;
  }

  static @Nullable Color colour(XYChart chart, XYSeries series) {
    return isLine(chart, series) ? series.getLineColor() : series.getMarkerColor();
  }

  /** Series of one colour and one kind of line are parts of one thing. */
  private static String key(XYChart chart, XYSeries series) {
    Color colour = colour(chart, series);
    BasicStroke stroke = series.getLineStyle();
    boolean plain = stroke == null || stroke.getDashArray() == null;
    return (colour == null ? series.getName() : Integer.toHexString(colour.getRGB() & 0xFFFFFF))
        + (plain ? "" : Arrays.toString(stroke.getDashArray()));
  }
}
