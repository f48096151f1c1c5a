package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.saehdbw.experiments.TrainerTask;
import org.saehdbw.experiments.places.Affinity;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.files.LockOwner;
import org.saehdbw.files.Rename;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.processes.ProcessAge;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunNames;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * Runs trials: each a process that trains a settings file into a run folder of the trial's name.
 * The process does not end with ours: one that an earlier driver left at work is adopted, and what
 * it left half done is continued.
 */
final class TrialRunner {
  private final ChildProgram<TrainerTask> program;
  private final SweepFolder folder;
  private final Experiment experiment;
  private final SweepLedger ledger;
  private final SweepListener listener;
  private final LongSupplier nanoTime;
  private final Optional<Affinity> affinity = Affinity.here();

  TrialRunner(
      ChildProgram<TrainerTask> program,
      SweepFolder folder,
      Experiment experiment,
      SweepLedger ledger,
      SweepListener listener,
      LongSupplier nanoTime) {
    this.program = program;
    this.folder = folder;
    this.experiment = experiment;
    this.ledger = ledger;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /** What starts a trial, here or on another machine that sees the same files. */
  static TrainerTask task(SweepFolder folder, Planned planned) {
    return new TrainerTask.Named(
        folder.settingsFile(planned.trial()), folder.runs(), planned.runName());
  }

  /** Writes a trial's settings file. */
  static void writeSettings(SweepFolder folder, Planned planned) throws IOException {
    StoredSettings.write(folder.settingsFile(planned.trial()), planned.settings());
  }

  /**
   * Runs a trial to its end.
   *
   * @param stop asked again and again whether the sweep shall stop
   * @param crowded asked when it ran out of memory: whether it shall run again later
   * @return empty if it was stopped, works on another machine, or shall run again
   */
  Optional<TrialResult> run(TrialStart start, BooleanSupplier stop, BooleanSupplier crowded)
      throws IOException, InterruptedException {
    try {
      writeSettings(folder, start.planned());
      return new TrialAttempt(this, ledger, listener, experiment, start, stop, crowded).run();
    } finally {
      start.waiting().ifPresent(WaitingTrial::dismiss);
    }
  }

  /**
   * Starts a trial's process, which prepares itself and waits; not for a run that is damaged or
   * done.
   */
  Optional<WaitingTrial> prepare(Planned planned) throws IOException {
    Optional<RunFolder> run = find(planned.runName());
    if (run.isPresent() && (!canContinue(run.get()) || isReached(run.get(), planned.settings()))) {
      return Optional.empty();
    }
    writeSettings(folder, planned);
    TrainerTask task =
        new TrainerTask.Named(
            folder.settingsFile(planned.trial()), folder.runs(), planned.runName(), true);
    Process process = child(task, planned.trial()).readingFromUs().start();
    return Optional.of(new WaitingTrial(process, run.isPresent()));
  }

  private ChildStart child(TrainerTask task, Trial trial) {
    return ChildStart.of(program.command(task))
        .detached()
        .hiding("SAEHDBW_")
        .appendingTo(log(trial));
  }

  /** Starts a process for a trial, or lets the one begin that waits, and waits for its end. */
  TrialProcess.End start(TrialStart start, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Planned planned = start.planned();
    Trial trial = planned.trial();
    Optional<WaitingTrial> waiting = start.waiting().filter(WaitingTrial::isWaiting);
    boolean continues =
        waiting.isPresent() ? waiting.get().continues() : isContinued(planned.runName());
    listener.trialBegan(trial, continues ? "continues" : "starts");
    ledger.append(new SweepEntry.Started(trial.number(), start.rung()));
    TrialProcess process = TrialProcess.child(begin(start), experiment, nanoTime);
    pin(process.handle(), start);
    return await(process, start, stop);
  }

  /** Whether there is a run that can be continued; one that cannot is moved aside. */
  private boolean isContinued(String name) throws IOException {
    Optional<RunFolder> run = find(name);
    if (run.isPresent() && !canContinue(run.get())) {
      setAside(run.get());
      return false;
    }
    return run.isPresent();
  }

  private Process begin(TrialStart start) throws IOException {
    Optional<WaitingTrial> waiting = start.waiting();
    return waiting.isPresent() && waiting.get().begin()
        ? waiting.get().process()
        : child(task(folder, start.planned()), start.planned().trial()).start();
  }

  private void pin(ProcessHandle process, TrialStart start) throws InterruptedException {
    Optional<String> processors = start.place().processors();
    if (processors.isPresent() && affinity.isPresent()) {
      affinity.get().pin(process.pid(), processors.get());
    }
  }

  private TrialProcess.End await(TrialProcess process, TrialStart start, BooleanSupplier stop)
      throws IOException, InterruptedException {
    NearEnd nearEnd = new NearEnd(start.planned().settings(), start.nearEnd(), nanoTime);
    return process.await(stop, () -> find(start.planned().runName()), nearEnd::look);
  }

  /** Waits for the end of a process that an earlier driver started. */
  TrialProcess.End adopt(ProcessHandle handle, TrialStart start, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Optional<Duration> age = ProcessAge.of(handle.pid());
    return await(TrialProcess.adopted(handle, age, experiment, nanoTime), start, stop);
  }

  Path log(Trial trial) {
    return folder.logFile(trial);
  }

  Optional<RunFolder> find(String name) throws IOException {
    return RunNames.withLabel(folder.runs(), name);
  }

  static Optional<LockOwner> owner(Optional<RunFolder> run) throws IOException {
    return run.isEmpty() ? Optional.empty() : RunLock.holder(run.get());
  }

  /** Whether the run has come to an end already, at the target of these settings. */
  static boolean isReached(RunFolder run, Settings settings) throws IOException {
    if (!TrialReport.isFinished(run) || !Files.exists(run.settingsFile())) {
      return false;
    }
    Settings stored = StoredSettings.read(run);
    return stored
        .text(TrainingTarget.TARGET_ITER)
        .equals(settings.text(TrainingTarget.TARGET_ITER));
  }

  private static boolean canContinue(RunFolder run) {
    return Files.exists(run.settingsFile()) || !Files.exists(run.environmentFile());
  }

  /** Whether a result's run folder still holds what the result was read from. */
  static boolean isWhole(TrialResult result) throws IOException {
    if (result.runFolder().isEmpty()) {
      return true;
    }
    Path path = result.runFolder().get();
    if (!Files.isDirectory(path)) {
      return false;
    }
    RunFolder run = RunFolder.open(path);
    return Files.exists(run.settingsFile())
        && Files.exists(run.eventsFile())
        && (result.iterations() == 0 || Files.exists(run.metricsFile()));
  }

  /** Moves what is left of a run folder out of the way; nothing is deleted. */
  void setAside(RunFolder run) throws IOException {
    Files.createDirectories(folder.broken());
    Path to = Rename.toFirstFree(run.path(), folder.broken().resolve(run.name()), ".");
    listener.remarked(run.name() + " is damaged; what is left of it was moved to " + to);
  }
}
