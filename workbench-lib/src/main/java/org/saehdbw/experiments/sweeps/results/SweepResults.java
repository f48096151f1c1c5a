package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.runs.RunException;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.Curve;
import org.saehdbw.statistics.KendallTau;
import tech.tablesaw.api.Table;

/** The results of a sweep, finished or under way, read from its folder; nothing is run. */
public final class SweepResults {
  private static final double[] SHARES = {0.25, 0.5};
  private static final int FEWEST_TO_RANK = 3;

  private final SweepFolder folder;
  private final Experiment experiment;
  private final List<Trial> trials;
  private final List<TrialResult> results;
  private final List<PointResult> points;
  private final boolean complete;
  private final Optional<SweepDecision> decision;
  private final List<String> remarks;
  private Optional<List<String>> varied = Optional.empty();

  /** What a curve is drawn over. */
  public enum CurveAxis {
    /** Iterations. */
    ITERATIONS,
    /** Seconds of training, without start, saves and previews. */
    TRAIN_SECONDS
  }

  private SweepResults(
      SweepFolder folder,
      Experiment experiment,
      List<Trial> trials,
      List<TrialResult> results,
      List<PointResult> points,
      boolean complete,
      Optional<SweepDecision> decision,
      List<String> remarks) {
    this.folder = folder;
    this.experiment = experiment;
    this.trials = List.copyOf(trials);
    this.results = List.copyOf(results);
    this.points = List.copyOf(points);
    this.complete = complete;
    this.decision = decision;
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Opens a sweep's folder.
   *
   * @param path such as {@code results/sweeps/dims}
   * @throws RunException if it is none
   */
  public static SweepResults open(Path path) throws IOException {
    SweepFolder folder = new SweepFolder(path);
    if (!Files.exists(folder.experimentFile()) || !Files.exists(folder.ledgerFile())) {
      throw new RunException(
          path + ": must hold experiment.yaml and ledger.jsonl, as the folder of a sweep does");
    }
    SweepLedger ledger = SweepLedger.open(folder);
    SweepState state = ledger.state();
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : state.trials()) {
      state.last(trial).ifPresent(results::add);
    }
    try {
      Experiment experiment = ExperimentFile.read(folder.experimentFile());
      return new SweepResults(
          folder,
          experiment,
          state.trials(),
          results,
          points(state),
          state.complete(),
          SweepDecision.of(experiment, state),
          ledger.damage());
    } catch (SettingsException e) {
      throw new RunException(folder.experimentFile() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the folder of the results. */
  public SweepFolder folder() {
    return folder;
  }

  /** Returns what was asked. */
  public Experiment experiment() {
    return experiment;
  }

  /** Returns the figure that trials are compared by. */
  public String metric() {
    return experiment.metric();
  }

  /** Returns every trial's result, in the order of their numbers; those without are left out. */
  public List<TrialResult> results() {
    return results;
  }

  /** Returns all trials that were planned. */
  public List<Trial> trials() {
    return trials;
  }

  /** Returns how many trials have no result yet. */
  public int missing() {
    return trials.size() - results.size();
  }

  /**
   * Whether nothing is left to run. With halving most trials end at an early rung, so that the last
   * rung decides.
   */
  public boolean isComplete() {
    return complete;
  }

  /** Returns how far a sweep that runs {@code until: decided} is; empty for others. */
  public Optional<SweepDecision> decision() {
    return decision;
  }

  /** Returns what of the ledger could not be read. */
  public List<String> remarks() {
    return remarks;
  }

  /**
   * Whether faces of some trial are drawn, so that the results say nothing of real ones' colour.
   */
  public boolean drawn() {
    Stream<String> listed =
        Stream.concat(Stream.of(experiment.base()), experiment.points().stream())
            .flatMap(settings -> settings.values().stream());
    Stream<String> varied =
        experiment.over().values().stream()
            .filter(Axis.Values.class::isInstance)
            .flatMap(axis -> ((Axis.Values) axis).values().stream());
    return Stream.concat(listed, varied).anyMatch(value -> value.startsWith("drawn:"));
  }

  /**
   * Returns the results by point, in the order in which points were planned. With halving they are
   * those of the last rung that all of the point's trials came to.
   */
  public List<PointResult> points() {
    return points;
  }

  private static List<PointResult> points(SweepState state) {
    Map<Map<String, String>, List<Trial>> byPoint = new LinkedHashMap<>();
    for (Trial trial : state.trials()) {
      byPoint.computeIfAbsent(trial.point(), point -> new ArrayList<>()).add(trial);
    }
    return byPoint.entrySet().stream()
        .map(entry -> new PointResult(entry.getKey(), state.together(entry.getValue())))
        .toList();
  }

  /**
   * Returns the points, the best mean of the metric first, those without one last. With halving a
   * point that came to a later rung is ranked before those that did not, whose means are of less
   * training; where iterations or seconds until a quality are compared, one that reached it with
   * more seeds is ranked before.
   */
  public List<PointResult> ranked() {
    double sign = TrialFigures.lowerIsBetter(metric()) ? 1 : -1;
    Comparator<PointResult> order =
        Comparator.comparing((PointResult point) -> Double.isNaN(point.mean(metric())));
    return points().stream()
        .sorted(
            order
                .thenComparing(Comparator.comparingInt(this::rung).reversed())
                .thenComparingInt(this::censored)
                .thenComparingDouble(point -> sign * point.mean(metric())))
        .toList();
  }

  /** Returns how many of a point's trials the metric leaves out, as they never got so far. */
  int censored(PointResult point) {
    return TrialFigures.isCostOfTarget(metric()) ? point.censored() : 0;
  }

  /** Returns the rung of halving that a point came to, counted from 1; 0 without halving. */
  public int rung(PointResult point) {
    return (int) rungs().stream().filter(at -> at <= point.iterations()).count();
  }

  /** Returns the iterations of halving's rungs, none without halving. */
  List<Long> rungs() {
    return experiment
        .halving()
        .map(halving -> halving.rungs((long) experiment.budget().amount()))
        .orElse(List.of());
  }

  /**
   * Returns the settings in which points differ; a model's short name counts as its dims.
   *
   * @throws RunException if the experiment's settings cannot be read
   */
  public synchronized List<String> variedKeys() throws IOException {
    if (varied.isEmpty()) {
      varied = Optional.of(SweepLevels.varied(experiment, points()));
    }
    return varied.get();
  }

  /** Returns a point's values of {@link #variedKeys}, those that it does not say from the base. */
  public Map<String, String> levels(Map<String, String> point) throws IOException {
    return SweepLevels.of(experiment, point, variedKeys());
  }

  /**
   * Returns the points as {@link #ranked} has them, apart by resolution where the metric is a
   * quality: faces are judged at the model's own resolution, and the fewer the larger they are, so
   * that such figures of two resolutions do not compare.
   *
   * @return by resolution; all by 0 where they compare
   */
  public Map<Integer, List<PointResult>> comparable() throws IOException {
    boolean quality = experiment.judgesQuality();
    Map<Integer, List<PointResult>> byResolution = new TreeMap<>();
    for (PointResult point : ranked()) {
      int resolution = quality ? SweepLevels.resolution(experiment, point.point()) : 0;
      byResolution.computeIfAbsent(resolution, r -> new ArrayList<>()).add(point);
    }
    return byResolution.size() == 1 ? Map.of(0, ranked()) : byResolution;
  }

  /**
   * Returns how a figure of a trial's saves went, from its run folder or, where that was not kept,
   * from {@code curves.csv}.
   *
   * @param figure such as {@code luma_mse}
   * @return empty where no save has the figure
   */
  public Optional<Curve> curve(TrialResult result, String figure, CurveAxis over)
      throws IOException {
    List<SweepCurves.CheckpointScores> saves = SweepCurves.saves(result);
    return SweepCurves.of(
        saves.isEmpty() ? CurveTable.read(folder, result.trial().number()) : saves, figure, over);
  }

  /**
   * Returns how far the points' ranks at a quarter and at half of the budget are those of its end.
   * Empty for a target quality, for fewer than three points, for several resolutions, and where
   * nothing was judged so early.
   */
  public List<RankTrust> trust() throws IOException {
    if (experiment.budget().kind() == SweepBudget.Kind.UNTIL
        || experiment.halving().isPresent()
        || comparable().size() > 1) {
      return List.of();
    }
    CurveAxis over =
        experiment.budget().kind() == SweepBudget.Kind.SECONDS
            ? CurveAxis.TRAIN_SECONDS
            : CurveAxis.ITERATIONS;
    List<List<Curve>> curves = new ArrayList<>();
    for (PointResult point : points()) {
      List<Curve> ofPoint = new ArrayList<>();
      for (TrialResult result : point.done()) {
        curve(result, metric(), over).ifPresent(ofPoint::add);
      }
      if (!ofPoint.isEmpty()) {
        curves.add(ofPoint);
      }
    }
    List<RankTrust> trust = new ArrayList<>();
    for (double share : SHARES) {
      trust(curves, share).ifPresent(trust::add);
    }
    return trust;
  }

  private static Optional<RankTrust> trust(List<List<Curve>> curves, double share) {
    boolean early =
        curves.stream().flatMap(List::stream).allMatch(c -> c.first() <= share * c.last());
    if (curves.size() < FEWEST_TO_RANK || !early) {
      return Optional.empty();
    }
    double[] then = curves.stream().mapToDouble(point -> mean(point, share)).toArray();
    double[] end = curves.stream().mapToDouble(point -> mean(point, 1)).toArray();
    try {
      return Optional.of(new RankTrust(share, KendallTau.of(then, end)));
    } catch (IllegalArgumentException e) {
      // All points are equal: nothing can be ranked.
      return Optional.empty();
    }
  }

  private static double mean(List<Curve> curves, double share) {
    return curves.stream()
        .mapToDouble(curve -> curve.at(share * curve.last()))
        .average()
        .orElseThrow();
  }

  /** Returns what may be said of the results so far, a paragraph each. */
  public List<String> words() throws IOException {
    return SweepSummary.words(this).stream().filter(line -> !line.isBlank()).toList();
  }

  /** Returns one row a point, the best first, as a notebook shows it. */
  public Table table() {
    return SweepTables.points(this);
  }

  /** Returns one row a trial, as {@code trials.csv} has it. */
  public Table trialTable() {
    return SweepTables.trials(this);
  }

  /** Writes {@code trials.csv}, {@code curves.csv} and {@code summary.md}. */
  public void write() throws IOException {
    SweepTables.writeTrials(this);
    CurveTable.write(this);
    SweepSummary.write(this);
  }

  @Override
  public String toString() {
    return folder.name() + ": " + results.size() + " of " + trials.size() + " trials";
  }
}
