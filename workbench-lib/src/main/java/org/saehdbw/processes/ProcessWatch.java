package org.saehdbw.processes;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a process: a child, or any process of this machine. Time is taken by {@link
 * System#nanoTime}, so setting the wall clock ends nothing.
 */
public final class ProcessWatch {
  private final ProcessHandle handle;
  private final @Nullable Process child;
  private final long startedNanos;
  private final Duration interval;
  private final Duration limit;

  private ProcessWatch(
      ProcessHandle handle,
      @Nullable Process child,
      Duration age,
      Duration interval,
      Duration limit) {
    this.handle = handle;
    this.child = child;
    this.startedNanos = System.nanoTime() - age.toNanos();
    this.interval = interval;
    this.limit = limit;
  }

  /** What is looked at while the process works. */
  @FunctionalInterface
  public interface Look {
    /**
     * Looks.
     *
     * @param age how old the process is
     * @return whether it may continue; if not, it is ended by force
     */
    boolean mayContinue(Duration age) throws IOException;
  }

  /** How a process ended. */
  public enum Kind {
    /** By itself, or by a third one. */
    ENDED,
    /** By force: it took longer than its limit. */
    TIMED_OUT,
    /** By force: the look did not let it continue. */
    STOPPED
  }

  /**
   * The end of a process.
   *
   * @param kind how it came
   * @param exitCode empty for a process that is not our child
   * @param age how old the process was
   */
  public record Ending(Kind kind, OptionalInt exitCode, Duration age) {}

  /** Watches a child that has just been started. */
  public static ProcessWatch of(Process child) {
    return new ProcessWatch(
        child.toHandle(), child, Duration.ZERO, Duration.ofMillis(50), Duration.ZERO);
  }

  /** Watches any process of this machine; where its age is not known it counts from now. */
  public static ProcessWatch of(ProcessHandle handle) {
    Duration age = ProcessAge.of(handle.pid()).orElse(Duration.ZERO);
    return new ProcessWatch(handle, null, age, Duration.ofMillis(50), Duration.ZERO);
  }

  /** Looks so often; without this every 50 ms. */
  public ProcessWatch every(Duration wanted) {
    return new ProcessWatch(handle, child, age(), wanted, limit);
  }

  /**
   * Ends the process by force when it is so old; without this it has no limit.
   *
   * @throws IllegalArgumentException if the limit is not above zero
   */
  public ProcessWatch limit(Duration wanted) {
    if (wanted.isZero() || wanted.isNegative()) {
      throw new IllegalArgumentException("a time limit must be above 0 s, got " + wanted);
    }
    return new ProcessWatch(handle, child, age(), interval, wanted);
  }

  /** How old the process is. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Waits for the end. If this thread is interrupted the process continues. */
  public Ending await() throws InterruptedException {
    try {
      return await(age -> true);
    } catch (IOException e) {
      throw new IllegalStateException("looking at nothing failed", e);
    }
  }

  /**
   * Waits for the end, and looks again and again meanwhile. If this thread is interrupted, or the
   * look fails, the process continues.
   */
  public Ending await(Look look) throws IOException, InterruptedException {
    Kind kind = Kind.ENDED;
    while (!ended()) {
      if (kind != Kind.ENDED) {
        continue; // its end was forced, and may take a moment
      }
      Duration age = age();
      if (!look.mayContinue(age)) {
        kind = Kind.STOPPED;
      } else if (!limit.isZero() && age.compareTo(limit) > 0) {
        kind = Kind.TIMED_OUT;
      }
      if (kind != Kind.ENDED) {
        kill(handle);
      }
    }
    OptionalInt code = child == null ? OptionalInt.empty() : OptionalInt.of(child.exitValue());
    return new Ending(kind, code, age());
  }

  private boolean ended() throws InterruptedException {
    if (child != null) {
      return child.waitFor(interval.toNanos(), TimeUnit.NANOSECONDS);
    }
    TimeUnit.NANOSECONDS.sleep(interval.toNanos());
    return !handle.isAlive();
  }

  /** Ends a process and all that it started by force. */
  public static void kill(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
