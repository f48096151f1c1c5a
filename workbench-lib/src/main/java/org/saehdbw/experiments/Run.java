package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.processes.LogTail;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.classes.ClassFolder;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.components.CustomComponents;

/**
 * A training run, whether its trainer works, has ended, or was started by a kernel that is gone.
 * Everything it says is read from the run folder.
 */
public final class Run {
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 200;
  private static final int LOG_LINES = 5;

  private final RunFolder folder;
  private final CustomComponents own;
  private final @Nullable ProcessHandle process;
  private final long beginningsBefore;

  private Run(
      RunFolder folder,
      CustomComponents own,
      @Nullable ProcessHandle process,
      long beginningsBefore) {
    this.folder = folder;
    this.own = own;
    this.process = process;
    this.beginningsBefore = beginningsBefore;
  }

  /**
   * Finds a run by its folder.
   *
   * @throws IOException if it is no run folder
   */
  public static Run open(Path path) throws IOException {
    return new Run(RunFolder.open(path), CustomComponents.NONE, null, 0);
  }

  static Run start(RunFolder folder, List<String> words) throws IOException {
    long before = beginnings(folder);
    return new Run(
        folder, CustomComponents.NONE, TrainerProcess.start(folder, words).toHandle(), before);
  }

  /** A run that was trained in this process, perhaps with parts that only this process has. */
  static Run of(RunFolder folder, CustomComponents own) {
    return new Run(folder, own, null, 0);
  }

  /** Returns the run folder, for charts, tables and {@code Live.show}. */
  public RunFolder folder() {
    return folder;
  }

  CustomComponents own() {
    return own;
  }

  /**
   * Gives back a loss of one's own that the run was trained with in this process, such as one of a
   * notebook whose kernel was restarted: {@code Run.open(path).with(loss).resume()} continues it.
   *
   * @throws IllegalArgumentException if its short name is none, or is one of ours
   */
  public Run with(ExtraLoss loss) {
    return new Run(folder, own.with(loss), process, beginningsBefore);
  }

  /**
   * Gives back a block of one's own that the run was trained with.
   *
   * @throws IllegalArgumentException if its short name is none, or is one of ours
   */
  public Run with(BlockKind block) {
    return new Run(folder, own.with(block), process, beginningsBefore);
  }

  /** Returns what the run is doing; a trainer that is just starting counts as running. */
  public RunStatus status() throws IOException {
    boolean starting = processLives() && beginnings(folder) == beginningsBefore;
    return starting ? RunStatus.RUNNING : RunStatus.of(folder);
  }

  /** Returns how many iterations were made. */
  public long iteration() throws IOException {
    return MetricsReader.last(folder.metricsFile()).map(MetricsRow::iteration).orElse(0L);
  }

  /**
   * Waits until the trainer that this handle started has noted that it begins.
   *
   * @throws RunFailedException if it ended before that; the message holds what it printed last
   */
  public Run awaitBeginning() throws IOException, InterruptedException {
    while (process != null && beginnings(folder) == beginningsBefore) {
      if (!processLives() && beginnings(folder) == beginningsBefore) {
        throw new RunFailedException(folder.name() + " did not begin: " + log());
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return this;
  }

  /**
   * Waits for the end of the run. An interrupt ends the waiting, not the run.
   *
   * @throws RunFailedException if the run ended otherwise than by its target or a stop
   */
  public Run await() throws IOException, InterruptedException {
    while (status().isHeld()) {
      Thread.sleep(LOOK_MILLIS);
    }
    RunStatus status = RunStatus.of(folder);
    if (process != null && beginnings(folder) == beginningsBefore) {
      throw new RunFailedException(folder.name() + " did not begin: " + log());
    }
    if (status == RunStatus.FAILED || status == RunStatus.INTERRUPTED) {
      throw new RunFailedException(folder.name() + " " + status.text() + ": " + lastWords());
    }
    return this;
  }

  /**
   * Asks the trainer to save and stop, and waits until it has. A run that does not work is left as
   * it is.
   *
   * @throws RunFailedException if it has not stopped after five minutes
   */
  public Run stop() throws IOException, InterruptedException {
    if (!status().isHeld()) {
      return this;
    }
    long end = System.nanoTime() + STOP_PATIENCE.toNanos();
    while (status().isHeld()) {
      // Asked again and again: a trainer that is just starting clears what an earlier one left.
      RunRequest.STOP.post(folder);
      if (System.nanoTime() > end) {
        throw new RunFailedException(
            folder.name() + " was asked to stop " + STOP_PATIENCE.toMinutes() + " minutes ago");
      }
      Thread.sleep(LOOK_MILLIS);
    }
    RunRequest.STOP.withdraw(folder);
    return this;
  }

  /**
   * Asks the trainer for something that it does after its iteration: a checkpoint, a backup, a
   * pause, which {@link #resume} ends.
   *
   * @throws org.saehdbw.runs.RunException if no trainer works on the run
   */
  public Run ask(RunRequest request) throws IOException {
    request.ask(folder);
    return this;
  }

  /**
   * Continues from the newest checkpoint, in a process of its own; with a loss or block that only
   * this process has, in this process. A run that has the classes of its loss and block needs no
   * {@link #with}; if they are given, they must be the same. A run that is being trained is
   * returned as it is, unless settings are to change; one that is paused goes on.
   *
   * @param words settings that change, such as {@code target_iter=2000}
   * @throws RunFailedException if settings are to change while it is being trained
   * @throws SettingsException if a setting may not change, or the faces are gone
   * @throws IllegalArgumentException if a loss or block was given and is not the one that the run
   *     was trained with
   */
  public Run resume(String... words) throws SettingsException, IOException, InterruptedException {
    if (status().isHeld()) {
      if (words.length == 0) {
        RunRequest.PAUSE.withdraw(folder);
        return this;
      }
      throw new RunFailedException(folder.name() + " is being trained; stop it first");
    }
    Optional<ClassFolder> classes = OwnClasses.folder(StoredSettings.read(folder));
    if (classes.isPresent()) {
      OwnParts.requireSame(own, folder, classes.get());
      PreparedRun.reopen(folder, List.of(words));
      return start(folder, List.of(words));
    }
    PreparedRun prepared = PreparedRun.reopen(folder, own, List.of(words));
    return own.isNamedBy(prepared.plan().settings())
        ? InProcessTrainer.train(prepared, own)
        : start(folder, List.of(words));
  }

  /**
   * Allows the classes in the run's folder to run in this checkout. Those of a run that was started
   * here are allowed already; read the source of others first, in {@code classes/notebook}.
   *
   * @throws IOException if the run has no classes, or a file of them is damaged
   */
  public Run trustClasses() throws IOException {
    ClassFolder.open(folder.classes()).trust();
    return this;
  }

  /** Opens the model as it was saved last, for drawing faces; the caller closes it. */
  public TrainedModel model() throws IOException {
    return TrainedModel.open(folder, own);
  }

  /** Waits for the process alone, whatever the folder says. */
  void awaitProcess() throws InterruptedException {
    while (processLives()) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private boolean processLives() {
    return process != null && process.isAlive();
  }

  private String lastWords() throws IOException {
    Optional<Event> failed =
        folder.events().stream()
            .filter(event -> event.kind() == EventKind.FAILED)
            .reduce((first, second) -> second);
    if (RunStatus.of(folder) == RunStatus.FAILED && failed.isPresent()) {
      return String.valueOf(failed.get().fields().get("message"));
    }
    return log();
  }

  /** How often a trainer said that it begins or goes on. */
  private static long beginnings(RunFolder folder) throws IOException {
    return folder.events().stream()
        .filter(e -> e.kind() == EventKind.STARTED || e.kind() == EventKind.RESUMED)
        .count();
  }

  private String log() throws IOException {
    return LogTail.of(folder.logFile(), LOG_LINES).textAndFile();
  }

  @Override
  public String toString() {
    return folder.name();
  }
}
