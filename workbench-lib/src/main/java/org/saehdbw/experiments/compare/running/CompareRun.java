package org.saehdbw.experiments.compare.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.StartedProcess;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.processes.LogTail;
import org.saehdbw.runs.RunException;

/** A comparison that a process of its own makes, or made. */
public final class CompareRun {
  /** The file of {@link StartedProcess} in the result folder. */
  private static final String STARTED = ".started";

  private static final long LOOK_MILLIS = 200;

  /** The exit code of a command that was stopped. */
  private static final int STOPPED = 130;

  private final CompareFolder folder;
  private final @Nullable Process process;

  private CompareRun(CompareFolder folder, @Nullable Process process) {
    this.folder = folder;
    this.process = process;
  }

  static CompareRun started(CompareFolder folder, Process process) throws IOException {
    StartedProcess.note(folder.path().resolve(STARTED), process);
    return new CompareRun(folder, process);
  }

  /** Finds a comparison by its result folder, as when the kernel that started it has ended. */
  public static CompareRun open(Path path) {
    return new CompareRun(new CompareFolder(path), null);
  }

  /** The result folder. */
  public CompareFolder folder() {
    return folder;
  }

  /** Whether a process is at work on it. */
  public boolean isRunning() throws IOException {
    boolean starting =
        process != null ? process.isAlive() : StartedProcess.lives(folder.path().resolve(STARTED));
    return starting || folder.worker().isPresent();
  }

  /** The older name of {@link #isRunning}. */
  public boolean running() throws IOException {
    return isRunning();
  }

  /** The last line of what it says, for a look in between. */
  public String progress() throws IOException {
    LogTail tail = LogTail.of(folder.log(), 1);
    return tail.lines().isEmpty() ? "starting" : tail.last();
  }

  /** What was found until now. */
  public ComparisonResult results() throws IOException {
    return ComparisonResult.open(folder.path());
  }

  /** The older name of {@link #results}. */
  public ComparisonResult comparison() throws IOException {
    return results();
  }

  /**
   * Waits for its end. An interrupt ends the waiting, not the comparison.
   *
   * @return what was found, also when it was stopped; of a comparison that another kernel started
   *     also when it failed, with what is missing
   * @throws RunException if it was started here and failed; the message has its last words
   */
  public ComparisonResult await() throws IOException, InterruptedException {
    while (isRunning()) {
      Thread.sleep(LOOK_MILLIS);
    }
    int code = process == null ? 0 : process.exitValue();
    if (code != 0 && code != STOPPED) {
      throw new RunException(folder.name() + " failed: " + progress() + " (" + folder.log() + ")");
    }
    return results();
  }

  /** Asks it to stop and waits until it has; what was measured is kept. */
  public ComparisonResult stop() throws IOException, InterruptedException {
    while (isRunning()) {
      // Asked again and again: one that is just starting clears what an earlier one left.
      Files.write(folder.stopRequest(), new byte[0]);
      Thread.sleep(LOOK_MILLIS);
    }
    Files.deleteIfExists(folder.stopRequest());
    return await();
  }

  @Override
  public String toString() {
    return folder.name();
  }
}
