package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.statistics.Interval;
import org.saehdbw.statistics.Seeds;

/** {@code summary.md}: a sweep's answer in words and a table. */
public final class SweepSummary {
  private static final double LEVEL = 0.95;

  private SweepSummary() {}

  static void write(SweepResults sweep) throws IOException {
    AtomicFile.write(sweep.folder().summaryFile(), text(sweep));
  }

  /** Returns the summary as Markdown. */
  public static String text(SweepResults sweep) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# " + sweep.folder().name());
    lines.add("");
    if (!sweep.experiment().question().isEmpty()) {
      lines.add(sweep.experiment().question().strip());
      lines.add("");
    }
    lines.add(scope(sweep));
    lines.add("");
    lines.addAll(table(sweep));
    lines.add("");
    lines.addAll(words(sweep));
    Optional<SweepProgress> progress = SweepProgress.of(sweep);
    if (progress.isPresent()) {
      lines.add("");
      lines.addAll(progress.get().lines(sweep.metric()));
    }
    List<TrialResult> others = sweep.results().stream().filter(r -> !r.isDone()).toList();
    if (!others.isEmpty()) {
      lines.add("");
      lines.add("Trials that were not done:");
      lines.add("");
      for (TrialResult result : others) {
        lines.add(
            String.format(
                Locale.ROOT,
                "- %s, %s, seed %d: %s; %s",
                result.trial().label(),
                result.trial().pointText(),
                result.trial().seed(),
                result.status(),
                result.message()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String scope(SweepResults sweep) {
    String faces =
        sweep.drawn() ? " The faces are drawn: this says nothing of real faces' colour." : "";
    String open =
        sweep.missing() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " %d of %d trials have no result yet.",
                sweep.missing(),
                sweep.trials().size());
    return String.format(
        Locale.ROOT,
        "%d points, %s each, %s.%s%s",
        sweep.points().size(),
        seeds(sweep.experiment()),
        sweep.experiment().budget(),
        open,
        faces);
  }

  private static String seeds(Experiment experiment) {
    return experiment
        .deciding()
        .map(how -> how.firstSeeds() + " to " + Seeds.count(how.mostSeeds()))
        .orElse(Seeds.count(experiment.seeds().size()));
  }

  private static List<String> table(SweepResults sweep) {
    String metric = sweep.metric();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "| point | seeds | %s | 95 %% interval | iterations | ms an iteration | samples/s |"
                + " peak MiB |",
            metric));
    lines.add("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |");
    for (PointResult point : sweep.ranked()) {
      Optional<Interval> interval = point.interval(metric);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %s | %s | %s | %s | %s |",
              point.text(),
              point.done().size(),
              digits(point.mean(metric), 5),
              interval.map(i -> digits(i.low(), 5) + " to " + digits(i.high(), 5)).orElse(""),
              digits(point.mean(TrialFigures.ITERATIONS), 0) + rung(sweep, point),
              digits(point.mean(TrialFigures.STEP_MILLIS), 1),
              digits(point.mean(TrialFigures.SAMPLES_PER_SECOND), 2),
              digits(point.mean(TrialFigures.PEAK_MIB), 0)));
    }
    return lines;
  }

  private static String rung(SweepResults sweep, PointResult point) {
    if (sweep.experiment().budget().kind() == SweepBudget.Kind.UNTIL) {
      int done = point.done().size();
      return String.format(Locale.ROOT, " (reached in %d of %d)", done - point.censored(), done);
    }
    int rung = sweep.rung(point);
    return rung == 0
        ? ""
        : String.format(Locale.ROOT, " (rung %d of %d)", rung, sweep.rungs().size());
  }

  private static String digits(double value, int after) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + after + "f", value);
  }

  /** What may be said: who is best, whether that holds, and how far a shorter sweep would do. */
  static List<String> words(SweepResults sweep) throws IOException {
    List<String> words = new ArrayList<>();
    Map<Integer, List<PointResult>> groups = sweep.comparable();
    if (groups.size() > 1) {
      words.add(
          "The points have several resolutions. Each is judged at its own, and by fewer faces the"
              + " larger it is, so figures of different resolutions are not comparable, and no"
              + " verdict is given between them.");
      words.add("");
    }
    boolean any = false;
    for (Map.Entry<Integer, List<PointResult>> group : groups.entrySet()) {
      List<PointResult> ranked =
          group.getValue().stream()
              .filter(point -> !Double.isNaN(point.mean(sweep.metric())))
              .toList();
      if (!ranked.isEmpty()) {
        if (any) {
          words.add("");
        }
        any = true;
        words.addAll(best(sweep, ranked, group.getKey()));
      }
    }
    if (!any) {
      words.add("No trial has the figure " + sweep.metric() + ".");
    }
    for (RankTrust trust : sweep.trust()) {
      words.add("");
      words.add("How far a shorter sweep can be trusted: " + trust + ".");
    }
    return words;
  }

  /** Says who is best of points that compare, the best first. */
  private static List<String> best(SweepResults sweep, List<PointResult> ranked, int resolution)
      throws IOException {
    List<String> words = new ArrayList<>();
    String better = TrialFigures.lowerIsBetter(sweep.metric()) ? "lower" : "higher";
    String among =
        sweep.rungs().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                ", of the points that came to %d iterations",
                sweep.rungs().get(Math.max(1, sweep.rung(ranked.get(0))) - 1));
    words.add(
        String.format(
            Locale.ROOT,
            "Best %sby the mean of %s (%s is better)%s: %s.",
            resolution == 0 ? "" : "of resolution " + resolution + " ",
            sweep.metric(),
            better,
            among,
            ranked.get(0).text()));
    if (sweep.decision().isPresent()) {
      words.add("");
      words.addAll(sweep.decision().get().words());
      return words;
    }
    if (ranked.size() > 1) {
      words.add("");
      words.add(
          String.format(
              Locale.ROOT,
              "Against the next, %s, over the same seeds: %s.%s",
              ranked.get(1).text(),
              SweepVerdicts.of(sweep).between(ranked.get(0), ranked.get(1)),
              ranked.size() > 2
                  ? " Both were picked by their results, so the interval flatters the first."
                  : ""));
    }
    return words;
  }
}
