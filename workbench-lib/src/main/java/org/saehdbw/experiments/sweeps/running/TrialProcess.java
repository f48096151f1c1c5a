package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.memory.ResidentMemory;

/**
 * A trial's process while it works: our child, or one that an earlier driver started and left. It
 * is ended when it takes too long or holds too much memory. Times are those of a clock that never
 * jumps; the time of day plays no part.
 */
final class TrialProcess {
  private static final long LOOK_MILLIS = 50;
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(5);
  private static final double NANOS = 1e9;

  private final ProcessHandle handle;
  private final @Nullable Process child;
  private final Experiment limits;
  private final LongSupplier nanoTime;
  private final long since;
  private double before;
  private double peakMib = Double.NaN;

  private TrialProcess(
      ProcessHandle handle, @Nullable Process child, Experiment limits, LongSupplier nanoTime) {
    this.handle = handle;
    this.child = child;
    this.limits = limits;
    this.nanoTime = nanoTime;
    since = nanoTime.getAsLong();
  }

  /** A process that we started just now. */
  static TrialProcess child(Process process, Experiment limits, LongSupplier nanoTime) {
    return new TrialProcess(process.toHandle(), process, limits, nanoTime);
  }

  /**
   * A process of this machine that an earlier driver started. Its time-out is counted from its
   * start, or from now on where the system tells that by the time of day alone.
   *
   * @param age of the process, if it is known
   */
  static TrialProcess adopted(
      ProcessHandle handle, Optional<Duration> age, Experiment limits, LongSupplier nanoTime) {
    TrialProcess process = new TrialProcess(handle, null, limits, nanoTime);
    process.before = age.map(time -> time.toMillis() / 1e3).orElse(0.0);
    return process;
  }

  ProcessHandle handle() {
    return handle;
  }

  /**
   * How a trial's process ended.
   *
   * @param kind whether we ended it, and why
   * @param exitCode of the process; empty where it was not our child
   * @param peakResidentMib the most memory it held while we looked; NaN where it was not seen
   * @param sawFolder whether its run folder was seen while it worked
   * @param seconds how long we watched it
   */
  record End(
      Kind kind, OptionalInt exitCode, double peakResidentMib, boolean sawFolder, double seconds) {
    /** Of a process that ended before we looked. */
    static final End BEFORE = new End(Kind.ALONE, OptionalInt.empty(), Double.NaN, true, 0);

    /** Who ended it. */
    enum Kind {
      /** Itself, or the system. */
      ALONE,
      /** We did, when its time was up. */
      TIMED_OUT,
      /** We did, when it held too much memory. */
      TOO_LARGE,
      /** We asked it to, as the sweep was stopped. */
      STOPPED
    }
  }

  /** Finds the trial's run folder. */
  @FunctionalInterface
  interface RunFinder {
    /** Returns the folder, empty while it does not exist. */
    Optional<RunFolder> find() throws IOException;
  }

  /** Looks at the trial's run folder from time to time. */
  @FunctionalInterface
  interface RunLook {
    /** Looks; the folder is empty until the process has made one. */
    void look(Optional<RunFolder> run) throws IOException;
  }

  /**
   * Waits for its end.
   *
   * @param stop asked again and again whether the sweep shall stop
   * @param run finds the trial's run folder once there is one
   * @param look called again and again while it works
   */
  End await(BooleanSupplier stop, RunFinder run, RunLook look)
      throws IOException, InterruptedException {
    End.Kind kind = End.Kind.ALONE;
    long stopAsked = 0;
    boolean sawFolder = false;
    while (!ended()) {
      Optional<RunFolder> folder = run.find();
      sawFolder = sawFolder || folder.isPresent();
      look.look(folder);
      ResidentMemory.peakMib(handle.pid()).ifPresent(peak -> peakMib = peak);
      if (kind == End.Kind.ALONE) {
        kind = limit();
        if (kind != End.Kind.ALONE) {
          kill();
        } else if (stop.getAsBoolean()) {
          kind = End.Kind.STOPPED;
          stopAsked = nanoTime.getAsLong();
        }
      }
      if (kind == End.Kind.STOPPED) {
        ask(folder, stopAsked);
      }
    }
    OptionalInt code = child == null ? OptionalInt.empty() : OptionalInt.of(child.waitFor());
    return new End(kind, code, peakMib, sawFolder, seconds());
  }

  private double seconds() {
    return (nanoTime.getAsLong() - since) / NANOS;
  }

  private boolean ended() throws InterruptedException {
    if (child != null) {
      return child.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    Thread.sleep(LOOK_MILLIS);
    return !handle.isAlive();
  }

  private End.Kind limit() {
    if (limits.timeoutS() > 0 && before + seconds() > limits.timeoutS()) {
      return End.Kind.TIMED_OUT;
    }
    int most = limits.memoryMib();
    double now = most > 0 ? ResidentMemory.nowMib(handle.pid()).orElse(0) : 0;
    if (now <= most) {
      return End.Kind.ALONE;
    }
    // It grew since its peak was read.
    peakMib = Double.isNaN(peakMib) ? now : Math.max(peakMib, now);
    return End.Kind.TOO_LARGE;
  }

  /** Asked again and again: a trainer that is just starting clears what an earlier one left. */
  private void ask(Optional<RunFolder> run, long asked) throws IOException {
    if (run.isEmpty() || nanoTime.getAsLong() - asked > STOP_PATIENCE.toNanos()) {
      kill();
      return;
    }
    RunRequest.STOP.post(run.get());
  }

  private void kill() {
    handle.descendants().forEach(ProcessHandle::destroyForcibly);
    handle.destroyForcibly();
  }
}
