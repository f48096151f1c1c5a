package org.saehdbw.notebooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.saehdbw.experiments.Run;
import org.saehdbw.experiments.compare.running.CompareRun;
import org.saehdbw.experiments.sweeps.running.SweepRun;
import org.saehdbw.parallel.Progress;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;

/**
 * Follows a run below a cell: losses, throughput and the newest preview, replaced in place. It only
 * reads the run folder, so that neither an interrupted cell nor a lost kernel harms the trainer.
 */
public final class Live {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration START_UP = Duration.ofSeconds(60);

  /** A view costs at most a tenth of a core: beside the trainer there is little to spare. */
  private static final int REST_FACTOR = 9;

  private final RunFolder run;
  private final BooleanSupplier alive;
  private final long untilIteration;
  private final Duration atMost;

  private Live(RunFolder run, BooleanSupplier alive, long untilIteration, Duration atMost) {
    this.run = run;
    this.alive = alive;
    this.untilIteration = untilIteration;
    this.atMost = atMost;
  }

  /** Returns a live view of whatever trainer works in this folder, without limits. */
  public static Live of(RunFolder run) {
    long begun = System.nanoTime();
    AtomicBoolean seen = new AtomicBoolean();
    return of(
        run,
        () -> {
          boolean running = status(run).isHeld();
          if (running) {
            seen.set(true);
          }
          // A trainer takes its lock some seconds after its process began.
          return running || !seen.get() && System.nanoTime() - begun < START_UP.toNanos();
        });
  }

  /**
   * Returns a live view without limits.
   *
   * @param alive whether the trainer still works
   */
  static Live of(RunFolder run, BooleanSupplier alive) {
    return new Live(run, alive, Long.MAX_VALUE, Duration.ofDays(365));
  }

  /** Returns a live view of a run, without limits. */
  public static Live of(Run run) {
    return of(
        run.folder(),
        () -> {
          try {
            return run.status().isHeld();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Follows the run until it ends or the cell is interrupted. */
  public static void show(Run run) {
    of(run).show();
  }

  /** Follows the run until it ends or the cell is interrupted. */
  public static void show(RunFolder run) {
    of(run).show();
  }

  /**
   * Follows a sweep until it ends or the cell is interrupted: a matrix of its points and seeds with
   * the figure of each trial, or how far it is.
   */
  public static void show(SweepRun sweep) {
    new LiveStudy(CellOutputs.ofRunningCell(), sweep.folder().name())
        .follow(sweep::isRunning, () -> SweepMatrix.of(sweep.folder()));
  }

  /** Follows a comparison until it ends or the cell is interrupted: the last line that it said. */
  public static void show(CompareRun comparison) {
    String name = comparison.folder().name();
    new LiveStudy(CellOutputs.ofRunningCell(), name)
        .follow(
            comparison::isRunning,
            () -> Html.paragraph(name + ": " + comparison.progress().strip()));
  }

  /**
   * Shows how far long work of the running cell is, in one line that is replaced in place: {@code
   * Evaluator.of(run).progress(Live.progress()).evaluate()}. Work that is done at once shows
   * nothing.
   */
  public static Progress progress() {
    return new LiveProgress(CellOutputs::ofRunningCell, System::nanoTime);
  }

  /** Returns a view that ends once this iteration was drawn. */
  public Live until(long iteration) {
    return new Live(run, alive, iteration, atMost);
  }

  /** Returns a view that ends after this time, whatever the run does. */
  public Live atMost(Duration time) {
    return new Live(run, alive, untilIteration, time);
  }

  /** Shows the view below the running cell and follows the run; an interrupt ends only the view. */
  public void show() {
    follow(new LiveView(run, CellOutputs.ofRunningCell()));
  }

  /**
   * Shows the view below the running cell and returns at once; a thread of its own follows the run
   * until it ends, while other cells work.
   */
  public void inBackground() {
    LiveView view = new LiveView(run, CellOutputs.ofRunningCell());
    Thread thread = new Thread(() -> follow(view), "live-" + run.name());
    thread.setDaemon(true);
    thread.start();
  }

  void follow(LiveView view) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (true) {
        // Asked before reading, so that what came last is read too.
        boolean more = alive.getAsBoolean();
        long begun = System.nanoTime();
        view.refresh(more ? LiveView.TRAINING : status(run).text());
        boolean enough = view.iteration() >= untilIteration || System.nanoTime() >= end;
        if (!more || enough) {
          return;
        }
        long rest = REST_FACTOR * (System.nanoTime() - begun) / 1_000_000;
        Thread.sleep(Math.max(PAUSE.toMillis(), rest));
      }
    } catch (InterruptedException e) {
      view.say(LiveStudy.LEFT);
    } catch (IOException | UncheckedIOException e) {
      // An interrupt closes the file that is being read.
      if (!Thread.interrupted()) {
        throw e instanceof UncheckedIOException u ? u : new UncheckedIOException((IOException) e);
      }
      view.say(LiveStudy.LEFT);
    }
  }

  private static RunStatus status(RunFolder run) {
    try {
      return RunStatus.of(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
