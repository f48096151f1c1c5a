package org.saehdbw.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.saehdbw.files.Utf8File;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.processes.ProcessWatch;

/**
 * Runs a program that may not exist, fail, or never end.
 *
 * @param ended whether it ended in time
 * @param exitCode -1 if it did not end, {@link #NOT_STARTED} if it did not start
 * @param text what it printed, or why it did not start
 */
record TimedProgram(boolean ended, int exitCode, String text) {
  /** The exit code of one that did not start. */
  static final int NOT_STARTED = -2;

  /** Whether it ended well. */
  boolean well() {
    return ended && exitCode == 0;
  }

  /**
   * Runs it in the usual environment.
   *
   * @throws InterruptedException if the thread is interrupted; the program has been ended
   */
  static TimedProgram run(List<String> command, Duration limit) throws InterruptedException {
    return run(ChildStart.of(command), limit);
  }

  /**
   * Runs it and waits for its end, which comes by force after the limit.
   *
   * @throws InterruptedException if the thread is interrupted; the program has been ended
   */
  static TimedProgram run(ChildStart start, Duration limit) throws InterruptedException {
    try {
      Path log = Files.createTempFile("doctor", ".log");
      try {
        return run(start, limit, log);
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      return new TimedProgram(false, NOT_STARTED, String.valueOf(e.getMessage()));
    }
  }

  private static TimedProgram run(ChildStart start, Duration limit, Path log)
      throws IOException, InterruptedException {
    Process child = start.printingTo(log).start();
    Thread atExit = new Thread(() -> ProcessWatch.kill(child.toHandle()), "end-of-doctor");
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean ended;
    try {
      ended = child.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      ProcessWatch.kill(child.toHandle());
      forget(atExit);
    }
    return new TimedProgram(ended, ended ? child.exitValue() : -1, Utf8File.readDamaged(log));
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This program is ending, and the hook runs or has run.
    }
  }
}
