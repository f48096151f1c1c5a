package org.saehdbw.charts;

import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.drawing.Ticks;
import org.saehdbw.statistics.Curve;
import org.saehdbw.statistics.SeedBand;

/**
 * Loss or quality along iterations or time: of five or more seeds the mean with its band, of fewer
 * a thin line for each and no band.
 */
public final class CurveChart {
  private static final int MOST_IN_A_LINE = 3;
  private static final int LEGEND_LINE = 21;
  private static final int AROUND_LEGEND = 40;
  private static final int FEW_POINTS = 30;

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final Map<String, SeedBand> series = new LinkedHashMap<>();
  private boolean logarithmicX;
  private boolean logarithmicY;

  private CurveChart(String title, String xTitle, String yTitle) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
  }

  /** Begins an empty chart; axis titles name their units. */
  public static CurveChart of(String title, String xTitle, String yTitle) {
    return new CurveChart(title, xTitle, yTitle);
  }

  /** Makes equal widths equal ratios; all places must be above 0. */
  public CurveChart logarithmicX() {
    logarithmicX = true;
    return this;
  }

  /** Makes equal heights equal ratios; all figures must be above 0. */
  public CurveChart logarithmicY() {
    logarithmicY = true;
    return this;
  }

  /**
   * Adds an arm.
   *
   * @throws IllegalArgumentException if the chart has an arm of that name
   */
  public CurveChart add(String name, SeedBand band) {
    if (series.putIfAbsent(name, band) != null) {
      throw new IllegalArgumentException("arms must have different names, got two named " + name);
    }
    return this;
  }

  /**
   * Adds an arm from its curves, one a seed.
   *
   * @throws IllegalArgumentException if there is none or the chart has an arm of that name
   */
  public CurveChart add(String name, List<Curve> seeds) {
    return add(name, SeedBand.of(seeds));
  }

  /**
   * Adds a single curve.
   *
   * @throws IllegalArgumentException if the chart has an arm of that name
   */
  public CurveChart add(String name, Curve curve) {
    return add(name, List.of(curve));
  }

  /**
   * Draws the chart.
   *
   * @throws IllegalArgumentException if an axis is logarithmic and a value on it is not above 0
   */
  public Figure figure() {
    int height = Math.max(Theme.HEIGHT, AROUND_LEGEND + LEGEND_LINE * series.size());
    XYChart chart = Theme.lines(title, xTitle, yTitle, height);
    Ticks.numbers(chart);
    if (series.size() > MOST_IN_A_LINE) {
      Theme.legendAtRight(chart.getStyler());
    }
    double least = 0;
    if (logarithmicX) {
      double[] range = range("x", Curve::x);
      Ticks.logarithmicX(chart, range[0], range[1]);
    }
    if (logarithmicY) {
      double[] range = range("y", Curve::y);
      Ticks.logarithmicY(chart, range[0], range[1]);
      least = range[0] / 2;
    }
    int place = 0;
    for (Map.Entry<String, SeedBand> arm : series.entrySet()) {
      add(chart, arm.getKey(), arm.getValue(), place++, least);
    }
    return Figure.of(chart);
  }

  private void add(XYChart chart, String name, SeedBand band, int place, double least) {
    Color colour = Theme.COLOURS.get(place % Theme.COLOURS.size());
    int round = place / Theme.COLOURS.size();
    if (band.hasBand()) {
      double[] low = band.low();
      if (logarithmicY) {
        Arrays.setAll(low, i -> Math.max(low[i], least));
      }
      Shapes.band(chart, name + ", band", band.x(), low, band.high(), colour);
    }
    if (band.hasBand() || band.seeds() == 1) {
      XYSeries mean = Shapes.curve(chart, name, band.x(), band.mean(), colour, round);
      mean.setLabel(band.hasBand() ? name + " (" + percent(band) + ")" : name);
      return;
    }
    for (int seed = 0; seed < band.seeds(); seed++) {
      Curve curve = band.curves().get(seed);
      String own = seed == 0 ? name : name + ", line " + (seed + 1);
      XYSeries line = Shapes.thin(chart, own, curve.x(), curve.y(), colour);
      line.setLabel(name + " (" + band.seeds() + " seeds, no band)");
      line.setShowInLegend(seed == 0);
      if (curve.size() <= FEW_POINTS) {
        Shapes.points(chart, own + ", points", curve.x(), curve.y(), colour);
      }
    }
  }

  private static String percent(SeedBand band) {
    return band.seeds() + " seeds, " + Ticks.number(100 * band.level()) + " %";
  }

  private double[] range(String axis, Function<Curve, double[]> values) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Map.Entry<String, SeedBand> arm : series.entrySet()) {
      for (Curve curve : arm.getValue().curves()) {
        double least = DoubleStream.of(values.apply(curve)).min().orElseThrow();
        if (least <= 0) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "a logarithmic %s axis must have values above 0, got %s in %s",
                  axis,
                  least,
                  arm.getKey()));
        }
        low = Math.min(low, least);
        high = Math.max(high, DoubleStream.of(values.apply(curve)).max().orElseThrow());
      }
    }
    return new double[] {low, high};
  }
}
