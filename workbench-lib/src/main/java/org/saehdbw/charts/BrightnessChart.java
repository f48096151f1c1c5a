package org.saehdbw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.pictures.Picture;

/** How often each brightness occurs in pictures. */
public final class BrightnessChart {
  private static final int BINS = 64;
  private static final int VALUES = 256;
  private static final int PANEL_HEIGHT = 260;
  private static final List<String> CHANNELS = List.of("Blue", "Green", "Red");

  private BrightnessChart() {}

  /**
   * Draws histograms of 64 bins over each other: one panel for gray pictures, one for each channel
   * of coloured ones.
   *
   * @param title above the first panel
   * @param pictures by name, all of the same channels, at least one
   * @throws IllegalArgumentException if {@code pictures} is empty, or channels differ
   */
  public static Figure of(String title, Map<String, Picture> pictures) {
    List<Integer> channels = pictures.values().stream().map(Picture::channels).distinct().toList();
    if (channels.size() != 1) {
      throw new IllegalArgumentException(
          "histograms need pictures of the same channels, got " + channels);
    }
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (int channel = 0; channel < channels.get(0); channel++) {
      String name = channels.get(0) == 1 ? title : title + ": " + CHANNELS.get(channel);
      panels.add(panel(name, pictures, channel));
    }
    return new Figure(panels);
  }

  private static XYChart panel(String title, Map<String, Picture> pictures, int channel) {
    XYChart chart = Theme.lines(title, "value", "share of pixels (%)", PANEL_HEIGHT);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) VALUES - 1).setYAxisMin(0.0);
    double[] places = new double[BINS];
    Arrays.setAll(places, bin -> (bin + 0.5) * VALUES / BINS);
    int place = 0;
    for (Map.Entry<String, Picture> picture : new LinkedHashMap<>(pictures).entrySet()) {
      Color colour = Theme.COLOURS.get(place++ % Theme.COLOURS.size());
      XYSeries series =
          chart.addSeries(picture.getKey(), places, shares(picture.getValue(), channel));
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(colour);
      series.setLineStyle(new BasicStroke(2.2f));
    }
    return chart;
  }

  /** In percent. */
  static double[] shares(Picture picture, int channel) {
    double[] shares = new double[BINS];
    int count = picture.width() * picture.height();
    for (int i = 0; i < count; i++) {
      int value = picture.pixels()[i * picture.channels() + channel] & 0xFF;
      shares[value * BINS / VALUES] += 100.0 / count;
    }
    return shares;
  }
}
