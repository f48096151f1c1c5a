package org.saehdbw.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.experiments.sweeps.plan.Search;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.PointResult;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.SweepResults.CurveAxis;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.statistics.Curve;

/** The charts of a sweep: its curves, its points, what each setting does, and what it costs. */
public final class SweepCharts {
  /** More curves than this cannot be distinguished. */
  private static final int MOST_CURVES = 8;

  private static final int MOST_INTERACTING = 4;

  /** Times and memory of the same program differ by about that between processes. */
  private static final double EQUAL = 0.01;

  private SweepCharts() {}

  /**
   * Writes every chart that the results allow as PNG and SVG into the sweep's folder of charts.
   *
   * @return the PNG files
   */
  public static List<Path> write(SweepResults sweep) throws IOException {
    List<Path> files = new ArrayList<>();
    Path folder = Files.createDirectories(sweep.folder().charts());
    for (Map.Entry<String, Figure> chart : all(sweep).entrySet()) {
      Path png = folder.resolve(chart.getKey() + ".png");
      ChartFiles.writePng(chart.getValue(), png);
      ChartFiles.writeSvg(chart.getValue(), folder.resolve(chart.getKey() + ".svg"));
      files.add(png);
    }
    return files;
  }

  /** Draws every chart that the results allow, by the names of their files. */
  public static Map<String, Figure> all(SweepResults sweep) throws IOException {
    Map<String, Figure> charts = new LinkedHashMap<>();
    curves(sweep, CurveAxis.ITERATIONS).ifPresent(chart -> charts.put("curves_iterations", chart));
    curves(sweep, CurveAxis.TRAIN_SECONDS).ifPresent(chart -> charts.put("curves_seconds", chart));
    points(sweep).ifPresent(chart -> charts.put("points", chart));
    cost(sweep, TrialFigures.SAMPLES_PER_SECOND, "samples a second")
        .ifPresent(chart -> charts.put("quality_throughput", chart));
    cost(sweep, TrialFigures.PEAK_MIB, "peak memory (MiB)")
        .ifPresent(chart -> charts.put("quality_memory", chart));
    effects(sweep).ifPresent(chart -> charts.put("effects", chart));
    interactions(sweep).ifPresent(chart -> charts.put("interactions", chart));
    parallel(sweep).ifPresent(chart -> charts.put("parallel", chart));
    return charts;
  }

  /** Draws the metric along training; of many points the best. */
  public static Optional<Figure> curves(SweepResults sweep, CurveAxis over) throws IOException {
    Map<String, List<Curve>> curves = new LinkedHashMap<>();
    List<PointResult> points = withMetric(sweep);
    for (PointResult point : points.subList(0, Math.min(MOST_CURVES, points.size()))) {
      List<Curve> seeds = new ArrayList<>();
      for (TrialResult result : point.done()) {
        sweep.curve(result, sweep.metric(), over).ifPresent(seeds::add);
      }
      if (!seeds.isEmpty() && ComparisonCharts.overlap(seeds)) {
        curves.put(name(sweep, point), seeds);
      }
    }
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    String best =
        points.size() > MOST_CURVES
            ? String.format(Locale.ROOT, "best %d of %d", MOST_CURVES, points.size())
            : "";
    CurveChart chart =
        CurveChart.of(
            title(sweep, best),
            over == CurveAxis.ITERATIONS ? "iteration" : "training (s)",
            axis(sweep));
    curves.forEach(chart::add);
    return Optional.of(chart.figure());
  }

  /** Draws the metric of every trial, by point. */
  public static Optional<Figure> points(SweepResults sweep) throws IOException {
    List<PointResult> points = withMetric(sweep);
    if (points.isEmpty()) {
      return Optional.empty();
    }
    SeedStrip chart = SeedStrip.of(title(sweep, "every seed"), axis(sweep));
    for (PointResult point : points) {
      String rung =
          mixesRungs(sweep)
              ? String.format(Locale.ROOT, ", %d iterations", point.iterations())
              : "";
      chart.add(
          name(sweep, point) + rung,
          point.bySeed(sweep.metric()).values().stream()
              .mapToDouble(Double::doubleValue)
              .toArray());
    }
    return Optional.of(chart.figure());
  }

  private static Optional<Figure> cost(SweepResults sweep, String figure, String name)
      throws IOException {
    List<PointResult> points =
        withMetric(sweep).stream()
            .filter(p -> Double.isFinite(p.mean(figure)))
            .filter(p -> p.bySeed(sweep.metric()).size() == p.done().size())
            .toList();
    if (points.size() < 2 || doNotCompare(sweep)) {
      return Optional.empty();
    }
    ParetoChart chart =
        ParetoChart.of(
                title(sweep, "cost and quality"),
                new ParetoChart.Axis(name, TrialFigures.lowerIsBetter(figure), false),
                new ParetoChart.Axis(
                    sweep.metric(), TrialFigures.lowerIsBetter(sweep.metric()), false))
            .epsilon(EQUAL);
    for (PointResult point : points) {
      chart.add(name(sweep, point), point.mean(figure), point.mean(sweep.metric()));
    }
    return Optional.of(chart.figure());
  }

  /** Draws what each setting does by itself; of whole grids only, as {@link #isGrid} says. */
  public static Optional<Figure> effects(SweepResults sweep) throws IOException {
    List<String> keys = sweep.variedKeys();
    List<EffectTrial> trials = trials(sweep);
    return keys.isEmpty() || doNotCompare(sweep) || !isGrid(sweep, keys, trials)
        ? Optional.empty()
        : Optional.of(EffectsChart.of(trials, axis(sweep)).main(keys));
  }

  /**
   * Draws whether one setting's effect depends on another's level; whole grids of a few settings
   * only.
   */
  public static Optional<Figure> interactions(SweepResults sweep) throws IOException {
    List<String> keys = sweep.variedKeys();
    List<EffectTrial> trials = trials(sweep);
    boolean crossed =
        sweep.experiment().search() == Search.GRID
            && keys.size() > 1
            && keys.size() <= MOST_INTERACTING;
    return !crossed || doNotCompare(sweep) || !isGrid(sweep, keys, trials)
        ? Optional.empty()
        : Optional.of(EffectsChart.of(trials, axis(sweep)).interactions(keys));
  }

  /**
   * Whether every combination of levels was done with every seed. Where one is missing, a level's
   * mean is over other levels of the rest than its neighbour's, and the difference may be theirs.
   */
  private static boolean isGrid(SweepResults sweep, List<String> keys, List<EffectTrial> trials)
      throws IOException {
    long combinations = sweep.trials().stream().mapToLong(Trial::seed).distinct().count();
    List<Map<String, String>> planned = new ArrayList<>();
    for (PointResult point : sweep.points()) {
      planned.add(sweep.levels(point.point()));
    }
    for (String key : keys) {
      combinations *= planned.stream().map(levels -> levels.get(key)).distinct().count();
    }
    return combinations > 0 && trials.stream().distinct().count() == combinations;
  }

  /** Draws every trial as a line through its settings to its result. */
  public static Optional<Figure> parallel(SweepResults sweep) throws IOException {
    List<String> keys = sweep.variedKeys();
    List<EffectTrial> trials = trials(sweep);
    if (keys.size() < 2 || trials.isEmpty() || doNotCompare(sweep)) {
      return Optional.empty();
    }
    boolean lower = TrialFigures.lowerIsBetter(sweep.metric());
    return Optional.of(
        ParallelChart.of(title(sweep, "every trial"), keys, sweep.metric(), lower, trials));
  }

  /** Points that halving ended early had less training: their figures are not those of the rest. */
  private static boolean mixesRungs(SweepResults sweep) {
    return sweep.experiment().halving().isPresent();
  }

  /** Whether some points' figures do not rank beside others': of another rung or resolution. */
  private static boolean doNotCompare(SweepResults sweep) throws IOException {
    return mixesRungs(sweep) || sweep.comparable().size() > 1;
  }

  private static List<EffectTrial> trials(SweepResults sweep) throws IOException {
    List<EffectTrial> trials = new ArrayList<>();
    for (TrialResult result : sweep.results()) {
      double value = result.compared(sweep.metric());
      if (result.isDone() && Double.isFinite(value)) {
        trials.add(
            new EffectTrial(sweep.levels(result.trial().point()), result.trial().seed(), value));
      }
    }
    return trials;
  }

  private static List<PointResult> withMetric(SweepResults sweep) {
    return sweep.ranked().stream()
        .filter(point -> Double.isFinite(point.mean(sweep.metric())))
        .toList();
  }

  /** The values in which points differ; the title says of which settings. */
  private static String name(SweepResults sweep, PointResult point) throws IOException {
    List<String> keys = sweep.variedKeys();
    Map<String, String> levels = sweep.levels(point.point());
    return switch (keys.size()) {
      case 0 -> point.text();
      case 1 -> keys.get(0) + " " + levels.get(keys.get(0));
      default -> String.join(" / ", levels.values());
    };
  }

  private static String title(SweepResults sweep, String what) throws IOException {
    List<String> keys = sweep.variedKeys();
    String subject = keys.size() < 2 ? sweep.folder().name() : String.join(" / ", keys);
    return subject + (what.isEmpty() ? "" : ": " + what) + (sweep.drawn() ? ", drawn faces" : "");
  }

  private static String axis(SweepResults sweep) {
    return sweep.metric()
        + (TrialFigures.lowerIsBetter(sweep.metric())
            ? " (lower is better)"
            : " (higher is better)");
  }
}
