package org.saehdbw.charts.drawing;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.vectors.Colours;

/**
 * The colours of a chart, made darker and lighter until they differ in gray print. They keep their
 * hue and their order from dark to light. Areas stay light enough for dark text on them.
 */
final class PrintColours {
  private static final double DARKEST_LINE = 50;
  private static final double LIGHTEST_LINE = 150;
  private static final double DARKEST_AREA = 125;
  private static final double LIGHTEST_AREA = 220;

  /** Two colours need not be as far apart as dark and light. */
  private static final double APART = 50;

  private static final int OPAQUE = 255;

  private final Map<Integer, Color> changed = new HashMap<>();

  private PrintColours(Set<Integer> lines, Set<Integer> areas) {
    areas.removeAll(lines);
    spread(lines, DARKEST_LINE, LIGHTEST_LINE);
    spread(areas, DARKEST_AREA, LIGHTEST_AREA);
  }

  static PrintColours of(Chart<?, ?> chart) {
    Set<Integer> lines = new LinkedHashSet<>();
    Set<Integer> areas = new LinkedHashSet<>();
    if (chart instanceof XYChart lineChart) {
      for (XYSeries series : lineChart.getSeriesMap().values()) {
        Color fill = series.getFillColor();
        Color colour = SeriesStyle.colour(lineChart, series);
        if (SeriesStyle.isData(lineChart, series) && colour != null) {
          lines.add(opaque(colour));
        } else if (fill != null && fill.getAlpha() == OPAQUE) {
          areas.add(opaque(fill));
        }
      }
    } else if (chart instanceof CategoryChart bars) {
      for (CategorySeries series : bars.getSeriesMap().values()) {
        if (series.getFillColor() != null) {
          areas.add(opaque(series.getFillColor()));
        }
      }
    }
    return new PrintColours(lines, areas);
  }

  /** Returns what a colour is printed in. */
  Color print(Color colour) {
    Color other = changed.get(opaque(colour));
    return other == null
        ? colour
        : new Color(other.getRed(), other.getGreen(), other.getBlue(), colour.getAlpha());
  }

  private void spread(Set<Integer> colours, double darkest, double lightest) {
    if (colours.size() < 2 || colours.size() > SeriesStyle.MOST) {
      return;
    }
    List<Color> ordered = new ArrayList<>(colours.stream().map(Color::new).toList());
    ordered.sort(Comparator.comparingDouble(Colours::luma));
    for (int i = 0; i < ordered.size(); i++) {
      double luma = darkest + i * Math.min(APART, (lightest - darkest) / (ordered.size() - 1));
      changed.put(opaque(ordered.get(i)), Colours.withLuma(ordered.get(i), luma));
    }
  }

  private static int opaque(Color colour) {
    return colour.getRGB() & 0xFFFFFF;
  }
}
