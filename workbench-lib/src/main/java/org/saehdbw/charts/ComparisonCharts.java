package org.saehdbw.charts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.results.ArmSpeed;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.compare.results.LevelResult;
import org.saehdbw.experiments.compare.results.QualityResult;
import org.saehdbw.statistics.Curve;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.Interval;

/** A comparison's charts, drawn from its result folder alone. */
public final class ComparisonCharts {
  private static final double LEVEL = 0.95;

  private ComparisonCharts() {}

  /** Draws how many times as fast as colour each arm is at each level; empty without a ratio. */
  public static Optional<Figure> speed(ComparisonResult comparison) {
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (LevelResult level : comparison.levels()) {
      IntervalBars bars =
          IntervalBars.of(
              title(comparison, level.level() + ": " + level.level().help()),
              "speed over colour's, 95 % intervals");
      boolean any = false;
      for (ArmSpeed arm : level.arms()) {
        if (arm.arm() == Arm.COLOUR) {
          bars.add(arm.arm().text(), new Estimate(1, new Interval(1, 1, LEVEL), level.processes()));
        } else if (arm.speed().isPresent()) {
          bars.add(arm.arm().text(), arm.speed().get());
          any = true;
        }
      }
      if (any) {
        panels.addAll(bars.figure().panels());
      }
    }
    return panels.isEmpty() ? Optional.empty() : Optional.of(new Figure(panels));
  }

  /** Draws where a step's time goes, an arm a bar, at the levels that compute. */
  public static Optional<Figure> stages(ComparisonResult comparison) {
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (LevelResult level : comparison.levels()) {
      if (level.level().computes()) {
        StackedBars bars =
            StackedBars.of(
                title(comparison, level.level() + ": where a step's time goes"), "time (ms)");
        level.arms().forEach(arm -> bars.add(arm.arm().text(), step(arm.stages(), level.level())));
        panels.addAll(bars.figure().panels());
      }
    }
    return panels.isEmpty() ? Optional.empty() : Optional.of(new Figure(panels));
  }

  private static Map<String, Double> step(ArmSpeed.StageMeans stages, Level level) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("compute", stages.compute());
    parts.put("optimizer", stages.optimizer());
    if (level.loads()) {
      parts.put("wait for data", stages.waiting());
    }
    parts.put("copy", stages.copy());
    return parts;
  }

  /** Draws where the loader's time for a sample goes, an arm a bar, at the levels that load. */
  public static Optional<Figure> loader(ComparisonResult comparison) {
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (LevelResult level : comparison.levels()) {
      if (level.level().loads()) {
        StackedBars bars =
            StackedBars.of(
                title(comparison, level.level() + ": where the loader's time for a sample goes"),
                "time of a sample (ms)");
        level.arms().forEach(arm -> bars.add(arm.arm().text(), sample(arm.stages())));
        panels.addAll(bars.figure().panels());
      }
    }
    return panels.isEmpty() ? Optional.empty() : Optional.of(new Figure(panels));
  }

  private static Map<String, Double> sample(ArmSpeed.StageMeans stages) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("decode or read", stages.decode());
    parts.put("gray", stages.gray());
    parts.put("transfer", stages.transfer());
    parts.put("warp", stages.warp());
    parts.put("masks", stages.masks());
    parts.put("assemble", stages.assemble());
    return parts;
  }

  /** Draws quality over iterations and over training time; empty without a finished training. */
  public static Optional<Figure> quality(ComparisonResult comparison) {
    if (comparison.quality().isEmpty()) {
      return Optional.empty();
    }
    QualityResult quality = comparison.quality().get();
    String metric = quality.metric().key();
    CurveChart iterations =
        CurveChart.of(title(comparison, "held-out quality"), "iteration", metric);
    CurveChart time =
        CurveChart.of(title(comparison, "held-out quality"), "training time (s)", metric);
    for (QualityResult.ArmQuality arm : quality.arms()) {
      if (!arm.seeds().isEmpty()) {
        iterations.add(arm.arm().text(), curves(arm, QualityResult.Point::iteration));
        List<Curve> own = curves(arm, QualityResult.Point::trainSeconds);
        if (overlap(own)) {
          time.add(arm.arm().text(), own);
        }
      }
    }
    List<Chart<?, ?>> panels = new ArrayList<>(iterations.figure().panels());
    panels.addAll(time.figure().panels());
    return Optional.of(new Figure(panels));
  }

  /** Trainings that were over before another one's first judgement have no band together. */
  static boolean overlap(List<Curve> curves) {
    double from = curves.stream().mapToDouble(Curve::first).max().orElse(0);
    return curves.stream().mapToDouble(Curve::last).min().orElse(0) >= from;
  }

  private static List<Curve> curves(
      QualityResult.ArmQuality arm,
      java.util.function.ToDoubleFunction<QualityResult.Point> place) {
    return arm.seeds().stream()
        .map(
            seed ->
                new Curve(
                    seed.points().stream().mapToDouble(place).toArray(),
                    seed.points().stream().mapToDouble(QualityResult.Point::value).toArray()))
        .toList();
  }

  private static String title(ComparisonResult comparison, String what) {
    return what + (comparison.spec().drawn() ? " (drawn)" : "");
  }

  /**
   * Writes what there is to draw into the comparison's folder of charts, each as PNG and SVG:
   * speed, stages, loader and quality.
   */
  public static void write(ComparisonResult comparison) throws IOException {
    Path charts = comparison.folder().charts();
    for (Map.Entry<String, Figure> chart : all(comparison).entrySet()) {
      ChartFiles.writePng(chart.getValue(), charts.resolve(chart.getKey() + ".png"));
      ChartFiles.writeSvg(chart.getValue(), charts.resolve(chart.getKey() + ".svg"));
    }
  }

  /** Draws what there is to draw, by the names of the files. */
  public static Map<String, Figure> all(ComparisonResult comparison) {
    Map<String, Figure> charts = new LinkedHashMap<>();
    speed(comparison).ifPresent(chart -> charts.put("speed", chart));
    stages(comparison).ifPresent(chart -> charts.put("stages", chart));
    loader(comparison).ifPresent(chart -> charts.put("loader", chart));
    quality(comparison).ifPresent(chart -> charts.put("quality", chart));
    return charts;
  }
}
