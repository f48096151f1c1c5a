package org.saehdbw.experiments.compare.running;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.runs.RunException;

/** A comparison that a process of its own makes. */
public final class CompareRun {
  private static final long LOOK_MILLIS = 200;

  /** The exit code of a command that was stopped. */
  private static final int STOPPED = 130;

  private final CompareFolder folder;
  private final Process process;

  CompareRun(CompareFolder folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** The result folder. */
  public CompareFolder folder() {
    return folder;
  }

  /** Whether it is still at work. */
  public boolean running() {
    return process.isAlive();
  }

  /** The last line of what it says, for a look in between. */
  public String progress() throws IOException {
    List<String> lines =
        Files.exists(folder.log())
            ? Files.readAllLines(folder.log(), StandardCharsets.UTF_8)
            : List.of();
    return lines.isEmpty() ? "starting" : lines.get(lines.size() - 1);
  }

  /** What was found until now. */
  public ComparisonResult comparison() throws IOException {
    return ComparisonResult.open(folder.path());
  }

  /**
   * Waits for its end. An interrupt ends the waiting, not the comparison.
   *
   * @return what was found, also when it was stopped
   * @throws RunException if it failed; the message has its last words
   */
  public ComparisonResult await() throws IOException, InterruptedException {
    int code = process.waitFor();
    if (code != 0 && code != STOPPED) {
      throw new RunException(folder.name() + " failed: " + progress() + " (" + folder.log() + ")");
    }
    return comparison();
  }

  /** Asks it to stop and waits until it has; what was measured is kept. */
  public ComparisonResult stop() throws IOException, InterruptedException {
    while (running()) {
      // Asked again and again: one that is just starting clears what an earlier one left.
      Files.write(folder.stopRequest(), new byte[0]);
      process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    Files.deleteIfExists(folder.stopRequest());
    return await();
  }

  @Override
  public String toString() {
    return folder.name();
  }
}
