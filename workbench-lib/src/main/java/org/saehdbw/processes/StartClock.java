package org.saehdbw.processes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the start of this process takes, phase by phase, in milliseconds since the process itself
 * was started.
 *
 * <p>A process starts once, and its phases are in parts that know nothing of one another: the entry
 * point, the thread that loads the engine, the trainer, the judge. So there is one clock for all of
 * them, {@link #PROCESS}. It records only between {@link #run}, which the entry point alone calls,
 * and {@link #take}: in notebooks and tests, whose process was started for something else, every
 * call does nothing. All methods may be called from any thread.
 */
public final class StartClock {
  /** The clock of this process. */
  public static final StartClock PROCESS =
      new StartClock(System::nanoTime, () -> ProcessAge.of(ProcessHandle.current().pid()));

  private static final double NANOS = 1e6;
  private static final String MAIN = "main";

  /** What a start consists of. */
  public enum Phase {
    /** The script of the entry point, where the system has one process for both, and Java. */
    JAVA("Java", MAIN),
    /** From the first line of the program to the command's own code. */
    COMMAND_LINE("command line", MAIN),
    /** Settings and faces are read, the run folder is made. */
    RUN_FOLDER("settings, faces and run folder", MAIN),
    /** PyTorch is loaded. */
    ENGINE("engine", "engine-loader"),
    /** The model is opened and gets its weights. */
    MODEL("model", MAIN),
    /** The loader gets its memory and its threads. */
    LOADER("loader", MAIN),
    /** The loader's threads make the first batch. */
    FIRST_BATCH("first batch", "loader"),
    /** The judge draws its faces and what they are compared with. */
    JUDGE("judge", "judge"),
    /** The trainer waits for the first batch. */
    WAIT("wait for the first batch", MAIN),
    /** The first iteration computes. */
    STEP("first step", MAIN);

    private final String text;
    private final String thread;

    Phase(String text, String thread) {
      this.text = text;
      this.thread = thread;
    }

    /** Returns the name in files and charts. */
    public String text() {
      return text;
    }

    /** Returns the thread that it is on. */
    public String thread() {
      return thread;
    }
  }

  /**
   * A phase as it was.
   *
   * @param name what was done
   * @param thread on which
   * @param beginMillis since the process was started
   * @param endMillis since the process was started; empty where it had not ended
   */
  public record Span(String name, String thread, double beginMillis, OptionalDouble endMillis) {}

  private static final class Time {
    private final long begin;
    private Optional<Long> end = Optional.empty();

    Time(long begin) {
      this.begin = begin;
    }
  }

  private final LongSupplier nanoTime;
  private final Supplier<Optional<Duration>> age;
  private final Map<Phase, Time> times = new EnumMap<>(Phase.class);
  private volatile boolean running;
  private long ran;

  /**
   * Makes a clock that does not run.
   *
   * @param age of the process at the time of the call, where it is known
   */
  StartClock(LongSupplier nanoTime, Supplier<Optional<Duration>> age) {
    this.nanoTime = nanoTime;
    this.age = age;
  }

  /** Records from here on: the first line of the program. */
  public synchronized void run() {
    running = true;
    ran = nanoTime.getAsLong();
  }

  /** Whether it records. */
  public boolean runs() {
    return running;
  }

  /** A phase begins; only the first of each counts. */
  public void begin(Phase phase) {
    if (running) {
      open(phase, nanoTime.getAsLong());
    }
  }

  /** A phase ends; nothing happens where it did not begin, or ended before. */
  public void end(Phase phase) {
    if (running) {
      close(phase, nanoTime.getAsLong());
    }
  }

  /** Records a phase that is over, by times of {@link System#nanoTime}. */
  public void add(Phase phase, long beginNanos, long endNanos) {
    if (running) {
      open(phase, beginNanos);
      close(phase, endNanos);
    }
  }

  private synchronized void open(Phase phase, long nanos) {
    times.putIfAbsent(phase, new Time(nanos));
  }

  private synchronized void close(Phase phase, long nanos) {
    Time time = times.get(phase);
    if (time != null && time.end.isEmpty()) {
      time.end = Optional.of(nanos);
    }
  }

  /** Whether every phase that has begun has ended. */
  public synchronized boolean isSettled() {
    return times.values().stream().allMatch(time -> time.end.isPresent());
  }

  /**
   * Returns the phases in the order of {@link Phase} and records nothing from here on. Where the
   * system does not tell the age of the process, times count from {@link #run}.
   */
  public synchronized List<Span> take() {
    running = false;
    long now = nanoTime.getAsLong();
    long origin = age.get().map(time -> Math.min(ran, now - time.toNanos())).orElse(ran);
    if (origin < ran) {
      open(Phase.JAVA, origin);
      close(Phase.JAVA, ran);
    }
    List<Span> spans = new ArrayList<>();
    times.forEach(
        (phase, time) ->
            spans.add(
                new Span(
                    phase.text(),
                    phase.thread(),
                    millis(time.begin - origin),
                    time.end.isPresent()
                        ? OptionalDouble.of(millis(time.end.get() - origin))
                        : OptionalDouble.empty())));
    times.clear();
    return spans;
  }

  /** To the tenth: the age of a process is known to ten. */
  private static double millis(long nanos) {
    return Math.rint(nanos / NANOS * 10) / 10;
  }
}
