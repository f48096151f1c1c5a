package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.statistics.Curve;
import tech.tablesaw.api.Table;

/**
 * How a sweep's points came to where they ended: the mean height of their curves, and the training
 * time until each was as good as the worst of them ended. That level is one that every point can be
 * asked for.
 *
 * @param level of the metric
 * @param from where the mean begins, in iterations, or training seconds where budgets are seconds:
 *     at the latest first save of all trials
 * @param to where it ends: at the earliest last save
 * @param points in the order of {@link SweepResults#ranked}
 */
public record SweepProgress(double level, double from, double to, List<PointProgress> points) {
  /** Copies the list. */
  public SweepProgress {
    points = List.copyOf(points);
  }

  /** A trial's metric over what budgets count, and over training seconds. */
  private record Way(Curve budget, Curve seconds) {}

  /**
   * Returns the progress of a sweep. Empty where figures of points do not compare (several
   * resolutions, halving), where the metric is not a quality or was trained to, and where trials
   * share less than two saves.
   */
  public static Optional<SweepProgress> of(SweepResults sweep) throws IOException {
    SweepBudget.Kind kind = sweep.experiment().budget().kind();
    if (kind == SweepBudget.Kind.UNTIL
        || sweep.experiment().halving().isPresent()
        || !TrialFigures.isQuality(sweep.metric())
        || sweep.comparable().size() > 1) {
      return Optional.empty();
    }
    SweepResults.CurveAxis over =
        kind == SweepBudget.Kind.SECONDS
            ? SweepResults.CurveAxis.TRAIN_SECONDS
            : SweepResults.CurveAxis.ITERATIONS;
    List<PointResult> points = new ArrayList<>();
    List<List<Way>> ways = new ArrayList<>();
    for (PointResult point : sweep.ranked()) {
      List<Way> ofPoint = ways(sweep, point, over);
      if (!ofPoint.isEmpty()) {
        points.add(point);
        ways.add(ofPoint);
      }
    }
    return of(points, ways, TrialFigures.lowerIsBetter(sweep.metric()));
  }

  private static List<Way> ways(SweepResults sweep, PointResult point, SweepResults.CurveAxis over)
      throws IOException {
    List<Way> ways = new ArrayList<>();
    for (TrialResult result : point.done()) {
      Optional<Curve> budget = sweep.curve(result, sweep.metric(), over);
      Optional<Curve> seconds =
          sweep.curve(result, sweep.metric(), SweepResults.CurveAxis.TRAIN_SECONDS);
      if (budget.isPresent() && seconds.isPresent()) {
        ways.add(new Way(budget.get(), seconds.get()));
      }
    }
    return ways;
  }

  private static Optional<SweepProgress> of(
      List<PointResult> points, List<List<Way>> ways, boolean lowerIsBetter) {
    List<Curve> all = ways.stream().flatMap(List::stream).map(Way::budget).toList();
    double from = all.stream().mapToDouble(Curve::first).max().orElse(0);
    double to = all.stream().mapToDouble(Curve::last).min().orElse(0);
    if (!(from < to)) {
      return Optional.empty();
    }
    double[] ends =
        ways.stream()
            .mapToDouble(of -> mean(of.stream().map(way -> way.budget().at(to)).toList()))
            .sorted()
            .toArray();
    double level = lowerIsBetter ? ends[ends.length - 1] : ends[0];
    List<PointProgress> progress = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      List<Way> of = ways.get(i);
      double height =
          mean(of.stream().map(way -> way.budget().area(from, to) / (to - from)).toList());
      List<Double> seconds =
          of.stream()
              .map(
                  way ->
                      way.seconds()
                          .firstReach(level, lowerIsBetter)
                          .orElse(Double.POSITIVE_INFINITY))
              .toList();
      progress.add(new PointProgress(points.get(i), height, seconds));
    }
    return Optional.of(new SweepProgress(level, from, to, progress));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Returns one row a point, as a notebook shows it. */
  public Table table() {
    return SweepTables.progress(this);
  }

  /** Returns the lines of {@code summary.md}. */
  List<String> lines(String metric) {
    List<String> lines = new ArrayList<>();
    String words =
        "On the way: the mean of %s over training (the area under its curve, by its length), and"
            + " the median training time until a seed was first as good as %.5f, where the last of"
            + " the points ended.";
    lines.add(String.format(Locale.ROOT, words, metric, level));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT, "| point | mean over training | s to %.5f | reached by |", level));
    lines.add("| --- | ---: | ---: | ---: |");
    for (PointProgress point : points) {
      double seconds = point.medianSeconds();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.5f | %s | %d of %d |",
              point.point().text(),
              point.meanOverTraining(),
              Double.isInfinite(seconds) ? "" : String.format(Locale.ROOT, "%.1f", seconds),
              point.reached(),
              point.secondsToLevel().size()));
    }
    return lines;
  }
}
