package org.saehdbw.experiments.sweeps;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.ResidentMemory;
import org.saehdbw.runs.RunFolder;

/**
 * A trial's process while it works: our child, or one that an earlier driver started and left. It
 * is ended when it takes too long or holds too much memory.
 */
final class TrialProcess {
  private static final long LOOK_MILLIS = 50;
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(5);

  private final ProcessHandle handle;
  private final @Nullable Process child;
  private final Instant begun;
  private final double timeoutS;
  private final int memoryMib;
  private double peakMib = Double.NaN;

  private TrialProcess(
      ProcessHandle handle, @Nullable Process child, Instant begun, Experiment experiment) {
    this.handle = handle;
    this.child = child;
    this.begun = begun;
    timeoutS = experiment.timeoutS();
    memoryMib = experiment.memoryMib();
  }

  static TrialProcess child(Process process, Instant begun, Experiment limits) {
    return new TrialProcess(process.toHandle(), process, begun, limits);
  }

  /** A process of this machine that trains already. */
  static TrialProcess adopted(ProcessHandle handle, Experiment limits) {
    return new TrialProcess(
        handle, null, handle.info().startInstant().orElse(Instant.now()), limits);
  }

  /**
   * Waits for its end.
   *
   * @param stop asked again and again whether the sweep shall stop
   * @param run finds the trial's run folder once there is one
   */
  TrialEnd await(BooleanSupplier stop, RunFinder run) throws IOException, InterruptedException {
    TrialEnd.Kind kind = TrialEnd.Kind.ALONE;
    long stopAsked = 0;
    boolean sawFolder = false;
    while (!ended()) {
      sawFolder = sawFolder || run.find().isPresent();
      ResidentMemory.peakMib(handle.pid()).ifPresent(peak -> peakMib = peak);
      if (kind == TrialEnd.Kind.ALONE || kind == TrialEnd.Kind.STOPPED) {
        TrialEnd.Kind now = kind == TrialEnd.Kind.STOPPED ? kind : limit();
        if (now == TrialEnd.Kind.ALONE && stop.getAsBoolean()) {
          now = TrialEnd.Kind.STOPPED;
          stopAsked = System.nanoTime();
        }
        if (now == TrialEnd.Kind.STOPPED) {
          ask(run.find(), stopAsked);
        } else if (now != TrialEnd.Kind.ALONE) {
          kill();
        }
        kind = now;
      }
    }
    OptionalInt code = child == null ? OptionalInt.empty() : OptionalInt.of(child.waitFor());
    return new TrialEnd(kind, code, peakMib, sawFolder);
  }

  /** Finds the trial's run folder. */
  @FunctionalInterface
  interface RunFinder {
    /** Returns the folder, empty while there is none. */
    Optional<RunFolder> find() throws IOException;
  }

  private boolean ended() throws InterruptedException {
    if (child != null) {
      return child.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    Thread.sleep(LOOK_MILLIS);
    return !handle.isAlive();
  }

  private TrialEnd.Kind limit() {
    double seconds = Duration.between(begun, Instant.now()).toMillis() / 1e3;
    if (timeoutS > 0 && seconds > timeoutS) {
      return TrialEnd.Kind.TIMED_OUT;
    }
    boolean large = memoryMib > 0 && ResidentMemory.nowMib(handle.pid()).orElse(0) > memoryMib;
    return large ? TrialEnd.Kind.TOO_LARGE : TrialEnd.Kind.ALONE;
  }

  /** Asked again and again: a trainer that is just starting clears what an earlier one left. */
  private void ask(Optional<RunFolder> run, long since) throws IOException {
    if (run.isEmpty() || System.nanoTime() - since > STOP_PATIENCE.toNanos()) {
      kill();
      return;
    }
    Files.write(run.get().stopRequestFile(), new byte[0]);
  }

  private void kill() {
    handle.descendants().forEach(ProcessHandle::destroyForcibly);
    handle.destroyForcibly();
  }
}
