package org.saehdbw.charts;

import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.Label;
import org.saehdbw.charts.drawing.Shapes;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.facesets.health.FaceHealth;
import org.saehdbw.facesets.health.HealthLimits;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.facesets.health.PoseCover;
import org.saehdbw.facesets.health.SideHealth;

/** What facesets are like, src against dst. */
public final class HealthCharts {
  private static final int BINS = 40;
  private static final int PANEL_HEIGHT = 300;
  private static final double MOST_BLUR_SHOWN = 3;
  private static final double LEVELS = 256;
  private static final int POSE_SIDE = 620;
  private static final int MOST_YAW = 90;
  private static final int MOST_PITCH = 60;
  private static final int MANY_POINTS = 1000;
  private static final List<Color> SIDES = List.of(Theme.BLUE, Theme.ORANGE);

  private HealthCharts() {}

  /** Draws all, by the names of their files; what gray keeps only where faces have colour. */
  public static Map<String, Figure> all(HealthReport report) {
    Map<String, Figure> charts = new LinkedHashMap<>();
    charts.put("poses", poses(report));
    charts.put("sharpness", sharpness(report));
    charts.put("brightness", brightness(report));
    charts.put("contrast", contrast(report));
    if (hasColour(report)) {
      charts.put("gray_share", grayShare(report));
    }
    charts.put("sizes", sizes(report));
    return charts;
  }

  /** Whether a face is stored in colour. */
  public static boolean hasColour(HealthReport report) {
    return report.sides().stream().anyMatch(side -> side.channels().containsKey(3));
  }

  /** Draws how soft the faces' sharpest edges are at the training size. */
  public static Figure sharpness(HealthReport report) {
    XYChart chart =
        histogram(
            "Sharpness at " + report.trainingSide() + " pixels",
            "sharpest edges (sigma in pixels; sharper to the left)",
            report,
            face -> face.edges().pixels(),
            MOST_BLUR_SHOWN);
    limit(chart, HealthLimits.MOST_BLUR, "blurred from here on");
    return Figure.of(chart);
  }

  /** Draws how light the faces are. */
  public static Figure brightness(HealthReport report) {
    return Figure.of(
        histogram(
            "Exposure",
            "mean brightness of the face (level, 0 to 255)",
            report,
            face -> face.tones().mean(),
            LEVELS));
  }

  /** Draws how much contrast the faces have in gray. */
  public static Figure contrast(HealthReport report) {
    XYChart chart =
        histogram(
            "Contrast in gray",
            "from the darkest to the lightest 2 % of the face (levels)",
            report,
            face -> face.tones().contrast(),
            LEVELS);
    limit(chart, HealthLimits.LEAST_CONTRAST, "low up to here");
    return Figure.of(chart);
  }

  /** Draws how much of the contrast is left in gray. */
  public static Figure grayShare(HealthReport report) {
    XYChart chart =
        histogram(
            "What gray keeps of the contrast",
            "contrast in gray over contrast in colour",
            report,
            face -> face.tones().grayShare(),
            1.5);
    limit(chart, HealthLimits.LEAST_GRAY_SHARE, "lost up to here");
    return Figure.of(chart);
  }

  /** Draws how many faces are stored at which size. */
  public static Figure sizes(HealthReport report) {
    TreeSet<Integer> widths = new TreeSet<>();
    report.sides().forEach(side -> widths.addAll(side.widths().keySet()));
    int step = Math.max(1, (int) Math.ceil(widths.isEmpty() ? 1 : widths.last() / 12.0 / 8) * 8);
    boolean few = widths.size() <= 12;
    TreeSet<Integer> cases = new TreeSet<>();
    widths.forEach(width -> cases.add(few ? width : width / step * step));
    if (cases.isEmpty()) {
      cases.add(report.trainingSide());
    }
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (SideHealth side : report.sides()) {
      Map<Integer, Double> counts = new LinkedHashMap<>();
      side.widths()
          .forEach(
              (width, count) ->
                  counts.merge(few ? width : width / step * step, (double) count, Double::sum));
      series.put(
          label(side), cases.stream().map(width -> counts.getOrDefault(width, 0.0)).toList());
    }
    List<String> names =
        cases.stream().map(width -> few ? width + "" : width + "-" + (width + step - 1)).toList();
    return GroupedBars.of(
        "Sizes of the stored faces; training at " + report.trainingSide(),
        "width (pixels)",
        "faces",
        names,
        series,
        false);
  }

  /** Draws where faces look, with the poses that dst has and src lacks marked. */
  public static Figure poses(HealthReport report) {
    XYChart chart =
        Theme.panel(
            "Where faces look",
            "yaw (degrees; above 0 the nose points to the picture's left)",
            "pitch (degrees; above 0 is up)",
            Theme.WIDTH,
            POSE_SIDE);
    chart.getStyler().setXAxisMin((double) -MOST_YAW).setXAxisMax((double) MOST_YAW);
    chart.getStyler().setYAxisMin((double) -MOST_PITCH).setYAxisMax((double) MOST_PITCH);
    chart.getStyler().setMarkerSize(7);
    chart.getStyler().setXAxisTickMarkSpacingHint(60);
    for (int i = report.sides().size() - 1; i >= 0; i--) {
      SideHealth side = report.sides().get(i);
      List<FaceHealth> posed = side.faces().stream().filter(FaceHealth::hasPose).toList();
      points(chart, label(side), posed, Theme.band(SIDES.get(i), alpha(posed.size())));
    }
    report.poses().ifPresent(cover -> holes(chart, report, cover));
    return Figure.of(chart);
  }

  private static void holes(XYChart chart, HealthReport report, PoseCover cover) {
    List<FaceHealth> lonely =
        cover.holes().stream().map(one -> report.sides().get(1).faces().get(one.place())).toList();
    String name =
        String.format(
            Locale.ROOT,
            "dst without src within %.0f degrees (%,d)",
            cover.distanceDegrees(),
            lonely.size());
    XYSeries series = points(chart, name, lonely, Theme.INK);
    if (series != null) {
      series.setMarker(SeriesMarkers.CROSS);
    }
  }

  private static @Nullable XYSeries points(
      XYChart chart, String name, List<FaceHealth> faces, Color colour) {
    if (faces.isEmpty()) {
      return null;
    }
    double[] x = faces.stream().mapToDouble(FaceHealth::yaw).toArray();
    double[] y = faces.stream().mapToDouble(FaceHealth::pitch).toArray();
    XYSeries series = Shapes.points(chart, name, clip(x, MOST_YAW), clip(y, MOST_PITCH), colour);
    series.setShowInLegend(true);
    return series;
  }

  private static double[] clip(double[] values, double most) {
    return Arrays.stream(values).map(v -> Math.max(-most, Math.min(most, v))).toArray();
  }

  private static int alpha(int points) {
    return points > MANY_POINTS ? 70 : 150;
  }

  /** One curve a side: the share of its faces in each bin. */
  private static XYChart histogram(
      String title,
      String xTitle,
      HealthReport report,
      ToDoubleFunction<FaceHealth> figure,
      double most) {
    XYChart chart = Theme.lines(title, xTitle, "share of faces (%)", PANEL_HEIGHT);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(most).setYAxisMin(0.0);
    double[] places = new double[BINS];
    Arrays.setAll(places, bin -> (bin + 0.5) * most / BINS);
    for (int i = 0; i < report.sides().size(); i++) {
      SideHealth side = report.sides().get(i);
      double[] shares = shares(side.figures(figure), most);
      Shapes.curve(chart, label(side), places, shares, SIDES.get(i), 0);
    }
    return chart;
  }

  /** In percent; values beyond the last bin count in it. */
  public static double[] shares(double[] values, double most) {
    double[] shares = new double[BINS];
    for (double value : values) {
      int bin = (int) (value * BINS / most);
      shares[Math.max(0, Math.min(BINS - 1, bin))] += 100.0 / values.length;
    }
    return shares;
  }

  private static void limit(XYChart chart, double place, String words) {
    double top =
        chart.getSeriesMap().values().stream().mapToDouble(XYSeries::getYMax).max().orElse(1);
    Shapes.stroke(chart, words, place, 0, Math.max(1, top), Theme.GRAY);
    chart.addAnnotation(new Label(words, place, Math.max(1, top), Label.Side.RIGHT, Theme.GRAY));
  }

  /** Two facesets may have one name. */
  private static String label(SideHealth side) {
    return String.format(Locale.ROOT, "%s (%,d)", side.role(), side.faces().size());
  }
}
