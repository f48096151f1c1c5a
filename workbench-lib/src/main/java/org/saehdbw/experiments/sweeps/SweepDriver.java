package org.saehdbw.experiments.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.saehdbw.experiments.OwnProcess;
import org.saehdbw.experiments.TrainerProgram;
import org.saehdbw.experiments.sweeps.SweepTrials.Planned;
import org.saehdbw.runs.FolderLock;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.settings.SettingsException;

/**
 * Runs what is missing of a sweep, trial after trial. It keeps nothing in memory that is not in the
 * ledger or the run folders: killed at any moment and started again, it completes exactly what is
 * missing, and a trial that worked on meanwhile is taken over.
 */
public final class SweepDriver {
  static final String LOCK = "sweep";

  private final TrainerProgram program;
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final SweepListener listener;
  private final BooleanSupplier stop;
  private final Ledger ledger;
  private final TimeLeft timeLeft = new TimeLeft();
  private int ran;

  private SweepDriver(
      TrainerProgram program,
      SweepPlan plan,
      SweepFolder folder,
      SweepListener listener,
      BooleanSupplier stop,
      Ledger ledger) {
    this.program = program;
    this.plan = plan;
    this.folder = folder;
    this.listener = listener;
    this.stop = stop;
    this.ledger = ledger;
  }

  /**
   * Begins a sweep or goes on with it.
   *
   * @param plan its points, checked
   * @param results where result folders stand
   * @param extend whether points and seeds may differ from those it began with
   * @param listener follows it
   * @param stop asked again and again; a trial that works is stopped after a checkpoint
   * @throws SettingsException if the experiment is not the one that the folder was begun with; the
   *     message says what differs
   * @throws IOException if another driver is at work on it, or a file cannot be written
   */
  public static SweepOutcome run(
      SweepPlan plan, Path results, boolean extend, SweepListener listener, BooleanSupplier stop)
      throws SettingsException, IOException, InterruptedException {
    return run(OwnProcess.program(), plan, results, extend, listener, stop);
  }

  @SuppressWarnings("try") // the lock is held, not called
  static SweepOutcome run(
      TrainerProgram program,
      SweepPlan plan,
      Path results,
      boolean extend,
      SweepListener listener,
      BooleanSupplier stop)
      throws SettingsException, IOException, InterruptedException {
    SweepFolder folder = new SweepFolder(results.resolve(plan.experiment().name()));
    for (Path inside : List.of(folder.path(), folder.runs(), folder.trials())) {
      Files.createDirectories(inside);
    }
    try (FolderLock lock =
        FolderLock.acquire(
            folder.path(),
            LOCK,
            who -> folder.path() + ": is being run by " + who + "; one sweep has one driver")) {
      Ledger ledger = Ledger.read(folder.ledgerFile(), Clock.systemUTC());
      ledger.damage().forEach(listener::remarked);
      return new SweepDriver(program, plan, folder, listener, stop, ledger).run(extend);
    }
  }

  /** Returns the commands that would run what is missing, without running anything. */
  public static List<List<String>> missing(SweepPlan plan, Path results)
      throws SettingsException, IOException {
    SweepFolder folder = new SweepFolder(results.resolve(plan.experiment().name()));
    Files.createDirectories(folder.trials());
    Ledger ledger = Ledger.read(folder.ledgerFile(), Clock.systemUTC());
    SweepState state = SweepState.of(ledger.entries());
    List<List<String>> commands = new ArrayList<>();
    for (Planned planned : SweepTrials.of(plan, state.trials()).wanted()) {
      if (state.last(planned.trial(), folder.runs()).isEmpty()) {
        TrialRunner.writeSettings(folder, planned);
        commands.add(TrialRunner.arguments(OwnProcess.program(), folder, planned));
      }
    }
    return commands;
  }

  /**
   * Checks that a folder's sweep, where one was begun, is the one that a plan asks for.
   *
   * @throws SettingsException saying what differs
   */
  static void requireSame(SweepPlan plan, SweepFolder folder)
      throws SettingsException, IOException {
    SweepState state = SweepState.of(Ledger.read(folder.ledgerFile(), Clock.systemUTC()).entries());
    requireSame(plan, state, SweepTrials.of(plan, state.trials()), false);
  }

  private static void requireSame(
      SweepPlan plan, SweepState state, SweepTrials trials, boolean extend)
      throws SettingsException {
    if (state.begun().isEmpty()) {
      return;
    }
    LedgerEntry begun = state.begun().get();
    SweepLedgerCheck.requireSame(begun.fields(), plan.experiment());
    boolean begunWhole = begun.fields().path("trials").asInt() <= state.trials().size();
    if (!extend && begunWhole) {
      SweepLedgerCheck.requireSameTrials(trials.fresh(), trials.gone(), plan.experiment().name());
    }
  }

  private SweepOutcome run(boolean extend)
      throws SettingsException, IOException, InterruptedException {
    SweepTrials trials = settle(extend);
    TrialRunner runner =
        new TrialRunner(
            program, folder, plan.experiment(), ledger, SharedClasses.ofThisProgram(), listener);
    loseDamaged(trials, runner);
    List<Long> rungs =
        plan.experiment()
            .halving()
            .map(halving -> halving.rungs((long) plan.experiment().budget().amount()))
            .orElse(List.of(0L));
    Set<Integer> alive = new TreeSet<>();
    trials.wanted().forEach(planned -> alive.add(planned.pointIndex()));
    listener.began(plan, trials.wanted().size(), missing(trials.wanted(), 0).size());
    for (int rung = 0; rung < rungs.size(); rung++) {
      List<Planned> here = new ArrayList<>();
      for (Planned planned : trials.wanted()) {
        if (alive.contains(planned.pointIndex())) {
          here.add(rungs.size() > 1 ? planned.withTarget(rungs.get(rung)) : planned);
        }
      }
      if (!runRung(here, rung, runner)) {
        return outcome(false, missing(here, rung).size());
      }
      if (rung < rungs.size() - 1) {
        alive.retainAll(promote(here, rung, rungs.get(rung)));
      }
    }
    if (!SweepState.of(ledger.entries()).complete()) {
      ledger.append(LedgerEntry.Kind.COMPLETE, Map.of("trials", trials.wanted().size()));
    }
    return outcome(true, 0);
  }

  private SweepOutcome outcome(boolean complete, int missing) {
    return new SweepOutcome(folder, complete, ran, missing);
  }

  /** Compares the experiment with the ledger, and notes what is new. */
  private SweepTrials settle(boolean extend) throws SettingsException, IOException {
    SweepState state = SweepState.of(ledger.entries());
    SweepTrials trials = SweepTrials.of(plan, state.trials());
    requireSame(plan, state, trials, extend);
    if (state.begun().isEmpty()) {
      Map<String, Object> facts = SweepLedgerCheck.fixed(plan.experiment());
      facts.put("trials", trials.wanted().size());
      ledger.append(LedgerEntry.Kind.BEGUN, facts);
    }
    for (Trial trial : trials.fresh()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("trial", trial.number());
      facts.put("point", trial.point());
      facts.put("seed", trial.seed());
      ledger.append(LedgerEntry.Kind.PLANNED, facts);
    }
    if (!trials.fresh().isEmpty() || !Files.exists(folder.experimentFile())) {
      ExperimentFile.write(folder.experimentFile(), plan.experiment());
    }
    return trials;
  }

  /** A result whose run folder is gone or damaged is none. */
  private void loseDamaged(SweepTrials trials, TrialRunner runner) throws IOException {
    SweepState state = SweepState.of(ledger.entries());
    for (Planned planned : trials.wanted()) {
      Optional<TrialResult> result = state.last(planned.trial(), folder.runs());
      if (result.isEmpty() || TrialRunner.isWhole(result.get())) {
        continue;
      }
      Path gone = result.get().runFolder().orElseThrow();
      listener.remarked(
          planned.trial().label() + " runs again: its run folder is gone or damaged: " + gone);
      Optional<RunFolder> rest = runner.find(planned.runName());
      if (rest.isPresent()) {
        runner.setAside(rest.get());
      }
      ledger.append(
          LedgerEntry.Kind.LOST,
          Ledger.fields(
              "trial", planned.trial().number(), "run", String.valueOf(gone.getFileName())));
    }
  }

  private List<Planned> missing(List<Planned> wanted, int rung) {
    SweepState state = SweepState.of(ledger.entries());
    return wanted.stream()
        .filter(planned -> state.result(planned.trial(), rung, folder.runs()).isEmpty())
        .toList();
  }

  /** Runs what a rung misses; false if somebody stopped it. */
  private boolean runRung(List<Planned> trials, int rung, TrialRunner runner)
      throws IOException, InterruptedException {
    List<Planned> missing = missing(trials, rung);
    for (int i = 0; i < missing.size(); i++) {
      if (stop.getAsBoolean()) {
        return false;
      }
      Optional<TrialResult> result = runner.run(missing.get(i), rung, stop);
      if (result.isEmpty()) {
        if (stop.getAsBoolean()) {
          return false;
        }
        continue;
      }
      ran++;
      timeLeft.add(missing.get(i).pointIndex(), result.get().wallSeconds());
      List<Planned> left = missing.subList(i + 1, missing.size());
      listener.trialEnded(
          result.get(), left.size(), timeLeft.of(left.stream().map(Planned::pointIndex).toList()));
      warnOfMetric(result.get());
    }
    return missing(trials, rung).isEmpty();
  }

  /** A night's sweep shall not end in a table without its figure. */
  private void warnOfMetric(TrialResult result) {
    String metric = plan.experiment().metric();
    if (ran == 1 && result.isDone() && Double.isNaN(result.figure(metric))) {
      listener.remarked(
          String.format(
              Locale.ROOT,
              "metric %s is not among the figures of %s: %s",
              metric,
              result.trial().label(),
              result.figures().keySet()));
    }
  }

  /** Finds who goes on; what was decided once of the same points holds. */
  private Set<Integer> promote(List<Planned> trials, int rung, long iterations)
      throws SettingsException, IOException {
    Set<Integer> here = new TreeSet<>();
    trials.forEach(planned -> here.add(planned.pointIndex()));
    Optional<Set<Integer>> before = decided(rung, here);
    Set<Integer> alive = before.isPresent() ? before.get() : decide(trials, rung, iterations);
    listener.remarked(
        String.format(
            Locale.ROOT,
            "after %d iterations %d of %d points go on",
            iterations,
            alive.size(),
            here.size()));
    return alive;
  }

  /** The survivors that the ledger names, empty where it compared other points or none. */
  private Optional<Set<Integer>> decided(int rung, Set<Integer> here) throws SettingsException {
    LedgerEntry entry = SweepState.of(ledger.entries()).promotions().get(rung);
    if (entry == null || entry.fields().path("points").asInt() != here.size()) {
      return Optional.empty();
    }
    Map<Map<String, String>, Integer> indices = new LinkedHashMap<>();
    for (int index : here) {
      indices.put(SweepPlan.canonical(plan.points().get(index).point()), index);
    }
    Set<Integer> survivors = new TreeSet<>();
    for (JsonNode survivor : entry.fields().path("survivors")) {
      Map<String, String> point = new LinkedHashMap<>();
      survivor
          .path("point")
          .properties()
          .forEach(field -> point.put(field.getKey(), field.getValue().asText()));
      Integer index = indices.get(SweepPlan.canonical(point));
      if (index == null) {
        return Optional.empty();
      }
      survivors.add(index);
    }
    return Optional.of(survivors);
  }

  /** Compares points by the mean over seeds, and notes who goes on. */
  private Set<Integer> decide(List<Planned> trials, int rung, long iterations) throws IOException {
    SweepState state = SweepState.of(ledger.entries());
    Map<Integer, List<TrialResult>> byPoint = new LinkedHashMap<>();
    for (Planned planned : trials) {
      byPoint
          .computeIfAbsent(planned.pointIndex(), i -> new ArrayList<>())
          .add(state.result(planned.trial(), rung, folder.runs()).orElseThrow());
    }
    Halving halving = plan.experiment().halving().orElseThrow();
    List<Promotion> ranked = Promotion.rank(byPoint, plan.experiment().metric());
    List<Promotion> kept =
        ranked.subList(0, Math.min(ranked.size(), halving.survivors(ranked.size()))).stream()
            .filter(promotion -> Double.isFinite(promotion.mean()))
            .toList();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rung", rung);
    facts.put("iterations", iterations);
    facts.put("points", ranked.size());
    facts.put("metric", plan.experiment().metric());
    facts.put(
        "survivors",
        kept.stream()
            .map(
                p -> Ledger.fields("point", plan.points().get(p.point()).point(), "mean", p.mean()))
            .toList());
    ledger.append(LedgerEntry.Kind.PROMOTED, facts);
    Set<Integer> alive = new TreeSet<>();
    kept.forEach(promotion -> alive.add(promotion.point()));
    return alive;
  }
}
