package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.saehdbw.experiments.TrainerTask;
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
  private final SharedClasses classes;
  private final SweepListener listener;
  private final LongSupplier nanoTime;

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
    classes = SharedClasses.ofThisProgram();
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
   * @param planned the trial, its settings with the rung's target
   * @param rung of halving, else 0
   * @param stop asked again and again whether the sweep shall stop
   * @return empty if it was stopped, or works on another machine
   */
  Optional<TrialResult> run(Planned planned, int rung, BooleanSupplier stop)
      throws IOException, InterruptedException {
    writeSettings(folder, planned);
    return new TrialAttempt(this, ledger, listener, experiment, planned, rung, stop).run();
  }

  /** Starts a process for a trial and waits for its end. */
  TrialProcess.End start(Planned planned, int rung, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Trial trial = planned.trial();
    Optional<RunFolder> run = find(planned.runName());
    if (run.isPresent() && !canContinue(run.get())) {
      setAside(run.get());
      run = Optional.empty();
    }
    listener.trialBegan(trial, run.isPresent() ? "continues" : "starts");
    SharedClasses.Use use = classes.use();
    List<String> command = program.command(use.javaOptions(), task(folder, planned));
    ledger.append(new SweepEntry.Started(trial.number(), rung));
    Process process =
        ChildStart.of(command).detached().appendingTo(log(trial)).hiding("SAEHDBW_").start();
    TrialProcess.End end =
        TrialProcess.child(process, experiment, nanoTime)
            .await(stop, () -> find(planned.runName()));
    if (end.exitCode().orElse(1) == 0) {
      use.keep();
    }
    return end;
  }

  /** Waits for the end of a process that an earlier driver started. */
  TrialProcess.End adopt(ProcessHandle handle, Planned planned, BooleanSupplier stop)
      throws IOException, InterruptedException {
    return TrialProcess.adopted(handle, ProcessAge.of(handle.pid()), experiment, nanoTime)
        .await(stop, () -> find(planned.runName()));
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
