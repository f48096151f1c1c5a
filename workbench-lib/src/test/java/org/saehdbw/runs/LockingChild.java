package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A process that takes a run's lock, says so and holds it until its input ends. */
final class LockingChild {
  private LockingChild() {}

  /** Takes the run folder. */
  @SuppressWarnings("try") // the lock is held, not called
  public static void main(String[] args) throws IOException {
    RunFolder run = new RunFolder(Path.of(args[0]));
    try (RunLock lock = RunLock.acquire(run)) {
      run.eventLog().append(EventKind.STARTED, Map.of());
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }
}
