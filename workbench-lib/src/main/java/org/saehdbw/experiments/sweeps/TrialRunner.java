package org.saehdbw.experiments.sweeps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.saehdbw.experiments.OwnProcess;
import org.saehdbw.experiments.TrainerProgram;
import org.saehdbw.experiments.sweeps.SweepTrials.Planned;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.FolderLock;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunNames;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.settings.Keys;
import org.saehdbw.training.settings.Settings;

/**
 * Runs one trial: a process that trains a settings file into a run folder of the trial's name. The
 * process does not end with ours: one that an earlier driver left at work is taken over, and what
 * it left half done goes on where it stood.
 */
final class TrialRunner {
  private final TrainerProgram program;
  private final SweepFolder folder;
  private final Experiment experiment;
  private final Ledger ledger;
  private final SharedClasses classes;
  private final SweepListener listener;

  TrialRunner(
      TrainerProgram program,
      SweepFolder folder,
      Experiment experiment,
      Ledger ledger,
      SharedClasses classes,
      SweepListener listener) {
    this.program = program;
    this.folder = folder;
    this.experiment = experiment;
    this.ledger = ledger;
    this.classes = classes;
    this.listener = listener;
  }

  /** What starts a trial, here or on another machine that sees the same files. */
  static List<String> arguments(TrainerProgram program, SweepFolder folder, Planned planned) {
    return program.namedRunArguments(
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
   * @return empty if it was stopped on the way, or works on another machine
   */
  Optional<TrialResult> run(Planned planned, int rung, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Trial trial = planned.trial();
    Settings settings = planned.settings();
    String name = planned.runName();
    writeSettings(folder, planned);
    SweepState before = SweepState.of(ledger.entries());
    double peak = Double.NaN;
    boolean lost = false;
    while (true) {
      Optional<RunFolder> run = find(name);
      TrialEnd end;
      Optional<FolderLock.Owner> owner = owner(run);
      if (owner.isPresent() && !owner.get().isHere()) {
        listener.remarked(
            String.format(
                Locale.ROOT,
                "%s is at work in process %d on %s, which ends it alone",
                trial.label(),
                owner.get().pid(),
                owner.get().host()));
        return Optional.empty();
      }
      Optional<ProcessHandle> works = worker(run);
      if (works.isPresent()) {
        listener.trialBegan(trial, "is at work in process " + works.get().pid());
        end = TrialProcess.adopted(works.get(), experiment).await(stop, () -> find(name));
      } else if (run.isPresent() && isReached(run.get(), settings)) {
        end = new TrialEnd(TrialEnd.Kind.ALONE, OptionalInt.empty(), Double.NaN, true);
      } else {
        end = start(planned, rung, stop);
        if (owner(find(name)).isPresent()) {
          // A process that the driver before us had just started was quicker.
          continue;
        }
      }
      if (end.kind() == TrialEnd.Kind.ALONE && end.sawFolder() && find(name).isEmpty()) {
        lose(trial, name);
        before = SweepState.of(ledger.entries());
        peak = Double.NaN;
        // A rung's trial lost its earlier rungs too: the next start runs them in their order.
        if (lost || rung > 0) {
          return Optional.empty();
        }
        lost = true;
        continue;
      }
      peak = Double.isNaN(peak) ? end.peakResidentMib() : Math.max(peak, end.peakResidentMib());
      TrialReport report = new TrialReport(find(name));
      Optional<TrialReport.Ending> ending = report.ending(end, experiment, folder.logFile(trial));
      if (ending.isPresent()) {
        double wall = before.wallBefore(trial, folder.runs()) + wallSeconds(trial, find(name), end);
        TrialResult result = report.result(trial, ending.get(), wall, peak, settings);
        ledger.append(LedgerEntry.Kind.ENDED, TrialFields.of(result, rung));
        return Optional.of(result);
      }
      boolean child = end.exitCode().isPresent();
      if (stop.getAsBoolean() || child) {
        if (!stop.getAsBoolean()) {
          listener.remarked(trial.label() + " was stopped by somebody else");
        }
        return Optional.empty();
      }
    }
  }

  /** What a trial whose folder was deleted while it worked came to says nothing of its point. */
  private void lose(Trial trial, String name) throws IOException {
    listener.remarked(trial.label() + " is lost: its run folder was deleted while it worked");
    ledger.append(LedgerEntry.Kind.LOST, Ledger.fields("trial", trial.number(), "run", name));
  }

  private TrialEnd start(Planned planned, int rung, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Trial trial = planned.trial();
    String name = planned.runName();
    Optional<RunFolder> run = find(name);
    if (run.isPresent() && !canGoOn(run.get())) {
      setAside(run.get());
      run = Optional.empty();
    }
    listener.trialBegan(trial, run.isPresent() ? "goes on" : "begins");
    SharedClasses.Use use = classes.use();
    List<String> command =
        OwnProcess.command(
            use.javaOptions(), program.mainClass(), arguments(program, folder, planned));
    LedgerEntry entry =
        ledger.append(
            LedgerEntry.Kind.STARTED, Ledger.fields("trial", trial.number(), "rung", rung));
    Process process = OwnProcess.start(command, folder.logFile(trial), "SAEHDBW_");
    TrialEnd end =
        TrialProcess.child(process, entry.time(), experiment).await(stop, () -> find(name));
    if (end.exitCode().orElse(1) == 0) {
      use.keep();
    }
    return end;
  }

  Optional<RunFolder> find(String name) throws IOException {
    return RunNames.withLabel(folder.runs(), name);
  }

  private static Optional<ProcessHandle> worker(Optional<RunFolder> run) throws IOException {
    return owner(run)
        .filter(FolderLock.Owner::isHere)
        .map(FolderLock.Owner::pid)
        .flatMap(ProcessHandle::of);
  }

  private static Optional<FolderLock.Owner> owner(Optional<RunFolder> run) throws IOException {
    return run.isEmpty() ? Optional.empty() : RunLock.holder(run.get());
  }

  /** Whether the run has come to an end already, at the target of these settings. */
  private static boolean isReached(RunFolder run, Settings settings) throws IOException {
    if (!TrialReport.isFinished(run) || !Files.exists(run.settingsFile())) {
      return false;
    }
    Settings stored = StoredSettings.read(run);
    return stored.text(Keys.TARGET_ITER).equals(settings.text(Keys.TARGET_ITER));
  }

  private static boolean canGoOn(RunFolder run) {
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
    Path to = folder.broken().resolve(run.name());
    for (int i = 2; Files.exists(to); i++) {
      to = folder.broken().resolve(run.name() + "." + i);
    }
    Files.move(run.path(), to, StandardCopyOption.ATOMIC_MOVE);
    listener.remarked(run.name() + " is damaged; what is left of it was moved to " + to);
  }

  /**
   * Sums a trial's processes since its last result: each from its start to its end or, if nobody
   * saw that, to its last event.
   */
  private double wallSeconds(Trial trial, Optional<RunFolder> run, TrialEnd end)
      throws IOException {
    List<LedgerEntry> started = SweepState.of(ledger.entries()).started(trial);
    List<Event> events = run.isPresent() ? run.get().events() : List.of();
    boolean seen = end.exitCode().isPresent() || !Double.isNaN(end.peakResidentMib());
    double sum = 0;
    for (int i = 0; i < started.size(); i++) {
      Instant from = started.get(i).time();
      boolean last = i == started.size() - 1;
      Instant until = last ? Instant.now() : started.get(i + 1).time();
      if (!last || !seen) {
        Instant next = until;
        until =
            events.stream()
                .map(Event::time)
                .filter(time -> time.isAfter(from) && time.isBefore(next))
                .max(Instant::compareTo)
                .orElse(from);
      }
      sum += Duration.between(from, until).toMillis() / 1e3;
    }
    return sum;
  }
}
