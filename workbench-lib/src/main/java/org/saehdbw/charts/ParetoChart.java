package org.saehdbw.charts;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.LabelsApart;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.drawing.Ticks;
import org.saehdbw.statistics.ParetoFront;

/**
 * Two figures of each model against each other, such as quality and throughput, with those that no
 * other beats joined by a step line and every point named as far as there is room.
 */
public final class ParetoChart {
  private static final int HEIGHT = 480;
  private static final double MARGIN = 0.08;

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<String> names = new ArrayList<>();
  private final List<double[]> points = new ArrayList<>();
  private double epsilon;

  /**
   * One figure.
   *
   * @param title what it is, with its unit
   * @param lowerIsBetter whether less is better
   * @param logarithmic whether equal distances are equal ratios; all figures must be above 0 then
   */
  public record Axis(String title, boolean lowerIsBetter, boolean logarithmic) {
    /** A figure that is better when lower. */
    public static Axis lowerIsBetter(String title) {
      return new Axis(title, true, false);
    }

    /** A figure that is better when higher. */
    public static Axis higherIsBetter(String title) {
      return new Axis(title, false, false);
    }

    /** Returns the same figure on a logarithmic axis. */
    public Axis onLogarithmicAxis() {
      return new Axis(title, lowerIsBetter, true);
    }

    private String text() {
      return title + (lowerIsBetter ? ", lower is better" : ", higher is better");
    }
  }

  private ParetoChart(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Begins an empty chart. */
  public static ParetoChart of(String title, Axis x, Axis y) {
    return new ParetoChart(title, x, y);
  }

  /** Sets up to which share two figures count as equal, such as 0.01; 0 unless it is set. */
  public ParetoChart epsilon(double share) {
    epsilon = share;
    return this;
  }

  /**
   * Adds a model.
   *
   * @throws IllegalArgumentException if a figure is not finite, or not above 0 on a logarithmic
   *     axis
   */
  public ParetoChart add(String name, double xValue, double yValue) {
    if (!fits(x, xValue) || !fits(y, yValue)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "figures must be finite, and above 0 on a logarithmic axis, got %s and %s for %s",
              xValue,
              yValue,
              name));
    }
    names.add(name);
    points.add(new double[] {xValue, yValue});
    return this;
  }

  /**
   * Draws the chart.
   *
   * @throws IllegalStateException if the chart has no model
   * @throws IllegalArgumentException if epsilon is out of range
   */
  public Figure figure() {
    if (points.isEmpty()) {
      throw new IllegalStateException("a front needs at least one model, got none");
    }
    XYChart chart = Theme.lines(title, x.text(), y.text(), HEIGHT);
    Ticks.numbers(chart);
    chart.getStyler().setMarkerSize(9);
    scale(chart);
    boolean[] directions = {x.lowerIsBetter(), y.lowerIsBetter()};
    int[] front = ParetoFront.of(points.toArray(double[][]::new), directions, epsilon);
    int[] others =
        IntStream.range(0, points.size()).filter(i -> Arrays.binarySearch(front, i) < 0).toArray();
    drawSteps(chart, front);
    draw(chart, "beaten by another", others, Theme.band(Theme.GRAY, 150));
    draw(chart, "on the front", front, Theme.BLUE);
    List<LabelsApart.Named> labels = new ArrayList<>();
    for (int i : front) {
      labels.add(named(i, Theme.INK));
    }
    for (int i : others) {
      labels.add(named(i, Theme.GRAY));
    }
    chart.addAnnotation(new LabelsApart(labels));
    return Figure.of(chart);
  }

  private LabelsApart.Named named(int i, Color colour) {
    return new LabelsApart.Named(names.get(i), points.get(i)[0], points.get(i)[1], colour);
  }

  /** From each point on the front level to the next one's place, then to its height. */
  private void drawSteps(XYChart chart, int[] front) {
    double[][] ordered =
        Arrays.stream(front)
            .mapToObj(points::get)
            .sorted(Comparator.comparingDouble(point -> point[0]))
            .toArray(double[][]::new);
    double[] stepX = new double[2 * ordered.length - 1];
    double[] stepY = new double[stepX.length];
    for (int i = 0; i < ordered.length; i++) {
      stepX[2 * i] = ordered[i][0];
      stepY[2 * i] = ordered[i][1];
      if (i > 0) {
        boolean levelFirst = x.lowerIsBetter();
        stepX[2 * i - 1] = ordered[levelFirst ? i : i - 1][0];
        stepY[2 * i - 1] = ordered[levelFirst ? i - 1 : i][1];
      }
    }
    Shapes.thin(chart, "front", stepX, stepY, Theme.BLUE).setShowInLegend(false);
  }

  private void draw(XYChart chart, String name, int[] which, Color colour) {
    if (which.length > 0) {
      double[] left = Arrays.stream(which).mapToDouble(i -> points.get(i)[0]).toArray();
      double[] up = Arrays.stream(which).mapToDouble(i -> points.get(i)[1]).toArray();
      XYSeries series = Shapes.points(chart, name, left, up, colour);
      series.setShowInLegend(true);
    }
  }

  private void scale(XYChart chart) {
    double[] across = range(0, x.logarithmic());
    double[] up = range(1, y.logarithmic());
    chart.getStyler().setXAxisMin(across[0]).setXAxisMax(across[1]);
    chart.getStyler().setYAxisMin(up[0]).setYAxisMax(up[1]);
    if (x.logarithmic()) {
      Ticks.logarithmicX(chart, across[0], across[1]);
    }
    if (y.logarithmic()) {
      Ticks.logarithmicY(chart, up[0], up[1]);
    }
  }

  /** Returns the ends of an axis, with a margin on both sides. */
  private double[] range(int axis, boolean logarithmic) {
    double low = points.stream().mapToDouble(point -> point[axis]).min().orElseThrow();
    double high = points.stream().mapToDouble(point -> point[axis]).max().orElseThrow();
    if (logarithmic) {
      double factor = Math.max(1.1, Math.pow(high / low, MARGIN));
      return new double[] {low / factor, high * factor};
    }
    double margin = low == high ? Math.max(1, Math.abs(low)) / 2 : MARGIN * (high - low);
    boolean keepsZero = low >= 0 && low - margin < 0;
    return new double[] {keepsZero ? 0 : low - margin, high + margin};
  }

  private static boolean fits(Axis axis, double value) {
    return Double.isFinite(value) && (!axis.logarithmic() || value > 0);
  }
}
