package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.RunFailedException;
import org.saehdbw.experiments.StartedProcess;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.files.LockOwner;
import org.saehdbw.processes.LogTail;
import org.saehdbw.runs.RunException;
import tech.tablesaw.api.Table;

/**
 * A sweep that works in a process of its own, has ended, or was started by a kernel that is gone.
 */
public final class SweepRun {
  /** The file of {@link StartedProcess} in the result folder. */
  static final String STARTED = ".started";

  private static final long LOOK_MILLIS = 200;
  private static final int LOG_LINES = 3;

  /** The exit code of a driver that was stopped. */
  private static final int ASKED_TO_STOP = 130;

  private final SweepFolder folder;
  private final @Nullable Process process;

  private SweepRun(SweepFolder folder, @Nullable Process process) {
    this.folder = folder;
    this.process = process;
  }

  static SweepRun started(SweepFolder folder, Process process) {
    return new SweepRun(folder, process);
  }

  /** Finds a sweep by its result folder. */
  public static SweepRun open(Path path) {
    return new SweepRun(new SweepFolder(path), null);
  }

  /** Returns the folder of its results. */
  public SweepFolder folder() {
    return folder;
  }

  /** Whether a driver is at work on it. */
  public boolean isRunning() throws IOException {
    boolean starting =
        process != null ? process.isAlive() : StartedProcess.lives(folder.path().resolve(STARTED));
    return starting || folder.worker().isPresent();
  }

  /**
   * Waits for the end of the sweep. An interrupt ends the waiting, not the sweep.
   *
   * @throws RunFailedException if the sweep was refused or broke down, or ended before all trials
   *     had results
   */
  public SweepResults await() throws IOException, InterruptedException {
    while (isRunning()) {
      // One that was refused leaves results of an earlier one, or another driver at work.
      requireNoFailure();
      Thread.sleep(LOOK_MILLIS);
    }
    requireNoFailure();
    if (!Files.exists(folder.ledgerFile())) {
      throw new RunFailedException(folder.name() + " did not begin: " + log());
    }
    SweepResults results = results();
    if (!results.isComplete()) {
      throw new RunFailedException(
          String.format(
              Locale.ROOT,
              "%s has %d of %d trials: %s; start it again to continue",
              folder.name(),
              results.results().size(),
              results.trials().size(),
              log()));
    }
    return results;
  }

  private void requireNoFailure() throws IOException {
    if (process == null || process.isAlive()) {
      return;
    }
    int code = process.exitValue();
    if (code != 0 && code != ASKED_TO_STOP) {
      throw new RunFailedException(
          String.format(Locale.ROOT, "%s ended with exit code %d: %s", folder.name(), code, log()));
    }
  }

  /**
   * Asks the driver to stop, which it does after a checkpoint, and waits until it has.
   *
   * @throws RunException if it works on another machine
   */
  public SweepRun stop() throws IOException, InterruptedException {
    while (isRunning()) {
      Optional<LockOwner> owner = folder.worker();
      if (owner.isPresent() && !owner.get().isHere()) {
        throw new RunException(
            String.format(
                Locale.ROOT,
                "%s is being run by process %d on %s; stop it there",
                folder.name(),
                owner.get().pid(),
                owner.get().host()));
      }
      owner.map(LockOwner::pid).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroy);
      Thread.sleep(LOOK_MILLIS);
    }
    return this;
  }

  /** Reads the results so far. */
  public SweepResults results() throws IOException {
    return SweepResults.open(folder.path());
  }

  /** Returns the results so far, one row a point, the best first. */
  public Table table() throws IOException {
    return results().table();
  }

  private String log() throws IOException {
    return LogTail.of(folder.path().resolve("sweep.log"), LOG_LINES).text();
  }

  @Override
  public String toString() {
    return folder.name();
  }
}
