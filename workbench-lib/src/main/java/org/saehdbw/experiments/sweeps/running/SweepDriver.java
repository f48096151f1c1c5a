package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.saehdbw.experiments.FaceWarnings;
import org.saehdbw.experiments.TrainerTask;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.SweepTrials;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.SweepState;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.files.FolderLock;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;

/**
 * Runs what is missing of a sweep, trial after trial. It keeps nothing in memory that is not in the
 * ledger or the run folders: killed at any moment and started again, it completes exactly what is
 * missing, and a trial that worked on meanwhile is taken over.
 */
public final class SweepDriver {
  private final ChildProgram<TrainerTask> program;
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final SweepListener listener;
  private final BooleanSupplier stop;
  private final LongSupplier nanoTime;
  private final SweepLedger ledger;
  private final TimeLeft timeLeft = new TimeLeft();
  private final FaceWarnings faceWarnings;
  private int ran;
  private int left;

  private SweepDriver(
      ChildProgram<TrainerTask> program,
      SweepPlan plan,
      SweepFolder folder,
      SweepListener listener,
      BooleanSupplier stop,
      LongSupplier nanoTime,
      SweepLedger ledger) {
    this.program = program;
    this.plan = plan;
    this.folder = folder;
    this.listener = new SerialListener(listener);
    faceWarnings = new FaceWarnings(listener::remarked);
    this.stop = stop;
    this.nanoTime = nanoTime;
    this.ledger = ledger;
  }

  /**
   * How a sweep's work ended.
   *
   * @param folder its results
   * @param complete whether every trial has a result
   * @param ran how many results were made now
   * @param missing how many trials have none
   */
  public record Outcome(SweepFolder folder, boolean complete, int ran, int missing) {}

  /**
   * Starts a sweep or continues it.
   *
   * @param plan its points, checked
   * @param results the folder of result folders
   * @param extend whether points or seeds may be added
   * @param listener follows it
   * @param stop asked again and again; a trial that works is stopped after a checkpoint
   * @throws SettingsException if the experiment is not the one that the folder holds; the message
   *     says what differs
   * @throws IOException if another driver is at work on it, or a file cannot be written
   */
  public static Outcome run(
      SweepPlan plan, Path results, boolean extend, SweepListener listener, BooleanSupplier stop)
      throws SettingsException, IOException, InterruptedException {
    return run(
        ChildProgram.find(TrainerTask.class),
        plan,
        results,
        extend,
        listener,
        stop,
        System::nanoTime);
  }

  @SuppressWarnings("try") // the lock is held, not called
  static Outcome run(
      ChildProgram<TrainerTask> program,
      SweepPlan plan,
      Path results,
      boolean extend,
      SweepListener listener,
      BooleanSupplier stop,
      LongSupplier nanoTime)
      throws SettingsException, IOException, InterruptedException {
    SweepFolder folder = new SweepFolder(results.resolve(plan.experiment().name()));
    for (Path inside : List.of(folder.path(), folder.runs(), folder.trials())) {
      Files.createDirectories(inside);
    }
    try (FolderLock lock =
        FolderLock.acquire(
            folder.path(),
            SweepFolder.LOCK,
            who -> folder.path() + ": is being run by " + who + "; one sweep has one driver")) {
      SweepLedger ledger = SweepLedger.open(folder);
      ledger.damage().forEach(listener::remarked);
      return new SweepDriver(program, plan, folder, listener, stop, nanoTime, ledger).run(extend);
    }
  }

  /** Returns the commands that would run what is missing, without running anything. */
  public static List<List<String>> missing(SweepPlan plan, Path results)
      throws SettingsException, IOException, InterruptedException {
    SweepFolder folder = new SweepFolder(results.resolve(plan.experiment().name()));
    Files.createDirectories(folder.trials());
    SweepState state = SweepLedger.open(folder).state();
    List<List<String>> commands = new ArrayList<>();
    List<Planned> wanted = SweepTrials.of(plan, state.trials()).wanted();
    if (state.begun().isPresent()) {
      wanted = SweepPlaces.of(plan.experiment(), wanted, state.begun(), remark -> {}).in(wanted);
    }
    for (Planned planned : wanted) {
      if (state.last(planned.trial()).isEmpty()) {
        TrialRunner.writeSettings(folder, planned);
        commands.add(
            ChildProgram.find(TrainerTask.class).arguments(TrialRunner.task(folder, planned)));
      }
    }
    return commands;
  }

  /**
   * Checks that the sweep in a folder, if it holds one, is the one that a plan asks for.
   *
   * @throws SettingsException saying what differs
   */
  static void requireSame(SweepPlan plan, SweepFolder folder)
      throws SettingsException, IOException {
    SweepState state = SweepLedger.open(folder).state();
    requireSame(plan, state, SweepTrials.of(plan, state.trials()), false);
  }

  private static void requireSame(
      SweepPlan plan, SweepState state, SweepTrials trials, boolean extend)
      throws SettingsException {
    if (state.begun().isEmpty()) {
      return;
    }
    SweepEntry.Begun begun = state.begun().get();
    SweepLedgerCheck.requireSame(begun, plan.experiment());
    boolean begunWhole = begun.trials() <= state.trials().size();
    if (!extend && begunWhole) {
      SweepLedgerCheck.requireSameTrials(trials.fresh(), trials.gone(), plan.experiment().name());
    }
  }

  private Outcome run(boolean extend) throws SettingsException, IOException, InterruptedException {
    SweepTrials trials = SweepTrials.of(plan, ledger.state().trials());
    requireSame(plan, ledger.state(), trials, extend);
    SweepPlaces chosen =
        SweepPlaces.of(
            plan.experiment(), trials.wanted(), ledger.state().begun(), listener::remarked);
    note(trials, chosen);
    List<Planned> wanted = chosen.in(trials.wanted());
    Places places = chosen.places();
    TrialRunner runner =
        new TrialRunner(program, folder, plan.experiment(), ledger, listener, nanoTime);
    loseDamaged(wanted, runner);
    listener.began(plan, wanted.size(), missing(wanted, 0).size(), chosen.chosen());
    boolean whole =
        plan.experiment().deciding().isPresent()
            ? new DecidingRun(plan, ledger, listener, places.most())
                .run(more -> runMore(more, chosen, runner, places))
            : runRungs(wanted, runner, places);
    if (!whole) {
      return new Outcome(folder, false, ran, left);
    }
    if (!ledger.state().complete()) {
      int trialsNow =
          plan.experiment().deciding().isPresent() ? ledger.state().trials().size() : wanted.size();
      ledger.append(new SweepEntry.Complete(trialsNow));
    }
    return new Outcome(folder, true, ran, 0);
  }

  /** Runs trials of a sweep to which seeds are added. */
  private boolean runMore(SweepTrials trials, SweepPlaces chosen, TrialRunner runner, Places places)
      throws SettingsException, IOException, InterruptedException {
    note(trials, chosen);
    List<Planned> wanted = chosen.in(trials.wanted());
    loseDamaged(wanted, runner);
    return runRung(wanted, 0, runner, places);
  }

  /** Runs all trials, with halving in rungs; false if the sweep was stopped. */
  private boolean runRungs(List<Planned> wanted, TrialRunner runner, Places places)
      throws SettingsException, IOException, InterruptedException {
    List<Long> rungs =
        plan.experiment()
            .halving()
            .map(halving -> halving.rungs((long) plan.experiment().budget().amount()))
            .orElse(List.of(0L));
    Set<Integer> alive = new TreeSet<>();
    wanted.forEach(planned -> alive.add(planned.pointIndex()));
    for (int rung = 0; rung < rungs.size(); rung++) {
      List<Planned> here = new ArrayList<>();
      for (Planned planned : wanted) {
        if (alive.contains(planned.pointIndex())) {
          here.add(rungs.size() > 1 ? planned.withTarget(rungs.get(rung)) : planned);
        }
      }
      if (!runRung(here, rung, runner, places)) {
        return false;
      }
      if (rung < rungs.size() - 1) {
        alive.retainAll(promote(here, Set.copyOf(alive), rung, rungs.get(rung)));
      }
    }
    return true;
  }

  /** Notes what is new in the ledger. */
  private void note(SweepTrials trials, SweepPlaces chosen) throws IOException {
    if (ledger.state().begun().isEmpty()) {
      ledger.append(
          SweepLedgerCheck.fixed(plan.experiment(), chosen.shared(), trials.wanted().size()));
    }
    for (Trial trial : trials.fresh()) {
      ledger.append(SweepEntry.Planned.of(trial));
    }
    if (!trials.fresh().isEmpty() || !Files.exists(folder.experimentFile())) {
      ExperimentFile.write(folder.experimentFile(), plan.experiment());
    }
  }

  /** A result whose run folder is missing or damaged does not count. */
  private void loseDamaged(List<Planned> wanted, TrialRunner runner) throws IOException {
    for (Planned planned : wanted) {
      Optional<TrialResult> result = ledger.state().last(planned.trial());
      if (result.isEmpty() || TrialRunner.isWhole(result.get())) {
        continue;
      }
      Path gone = result.get().runFolder().orElseThrow();
      listener.remarked(
          planned.trial().label() + " runs again: its run folder is missing or damaged: " + gone);
      Optional<RunFolder> rest = runner.find(planned.runName());
      if (rest.isPresent()) {
        runner.setAside(rest.get());
      }
      ledger.append(
          new SweepEntry.Lost(planned.trial().number(), String.valueOf(gone.getFileName())));
    }
  }

  private List<Planned> missing(List<Planned> wanted, int rung) {
    return wanted.stream()
        .filter(planned -> ledger.state().result(planned.trial(), rung).isEmpty())
        .toList();
  }

  /** Runs what a rung misses; false if the sweep was stopped, or a trial works elsewhere. */
  private boolean runRung(List<Planned> trials, int rung, TrialRunner runner, Places places)
      throws SettingsException, IOException, InterruptedException {
    List<Planned> missing = missing(trials, rung);
    if (missing.size() > 1) {
      SharedFaces.make(missing, listener::remarked);
    }
    TrialQueue queue =
        new TrialQueue(runner, rung, places.most() > 1 ? LongestFirst.order(missing) : missing);
    new RungWorkers(
            places,
            runner,
            queue,
            (planned, result) -> ended(planned, result, missing(trials, rung), places.most()))
        .run(stop);
    left = missing(trials, rung).size();
    return left == 0;
  }

  private void ended(Planned planned, TrialResult result, List<Planned> left, int atOnce)
      throws IOException {
    ran++;
    timeLeft.add(planned.pointIndex(), result.wallSeconds());
    listener.trialEnded(
        result,
        left.size(),
        timeLeft.of(left.stream().map(Planned::pointIndex).toList()).map(all -> all / atOnce));
    if (result.runFolder().isPresent() && Files.isDirectory(result.runFolder().get())) {
      faceWarnings.tell(new RunFolder(result.runFolder().get()));
    }
    // A night's sweep shall not end in a table without its figure.
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

  /** Finds which points continue; a decision about the same points holds. */
  private Set<Integer> promote(List<Planned> trials, Set<Integer> points, int rung, long iterations)
      throws SettingsException, IOException {
    Set<Integer> alive = new Promotions(plan, ledger).survivors(trials, points, rung, iterations);
    listener.remarked(
        String.format(
            Locale.ROOT,
            "after %d iterations %d of %d points continue",
            iterations,
            alive.size(),
            points.size()));
    return alive;
  }

  /** Guesses how long the rest takes: as long as the same points took with other seeds. */
  private static final class TimeLeft {
    private final Map<Integer, List<Double>> seconds = new LinkedHashMap<>();

    void add(int point, double wallSeconds) {
      seconds.computeIfAbsent(point, p -> new ArrayList<>()).add(wallSeconds);
    }

    /** Returns the guess for trials of these points, in seconds; empty before the first result. */
    Optional<Double> of(List<Integer> points) {
      if (seconds.isEmpty()) {
        return Optional.empty();
      }
      double overall = mean(seconds.values().stream().flatMap(List::stream).toList());
      double sum = 0;
      for (int point : points) {
        sum += seconds.containsKey(point) ? mean(seconds.get(point)) : overall;
      }
      return Optional.of(sum);
    }

    private static double mean(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
  }
}
