package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.results.TrialResult;

/**
 * Runs the trials of a rung side by side, one in each place. A trial that runs out of memory beside
 * others is run again when fewer run at once. The first error stops all others.
 */
final class RungWorkers {
  private final Places places;
  private final TrialRunner runner;
  private final TrialQueue queue;
  private final BooleanSupplier stop;
  private final Results results;
  private final Object oneByOne = new Object();
  private volatile @Nullable Throwable failure;

  /** Takes results, one at a time. */
  @FunctionalInterface
  interface Results {
    /** A trial has a result. */
    void ended(Planned planned, TrialResult result) throws IOException;
  }

  RungWorkers(
      Places places, TrialRunner runner, TrialQueue queue, BooleanSupplier stop, Results results) {
    this.places = places;
    this.runner = runner;
    this.queue = queue;
    this.stop = stop;
    this.results = results;
  }

  /** Runs trials until none is left, or the sweep stops. */
  void run() throws IOException, InterruptedException {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < places.most(); i++) {
      Thread thread = new Thread(this::workAside, "trial-place-" + i);
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
    try {
      // On the caller's thread, so that an interrupt reaches it.
      work();
      for (Thread thread : others) {
        thread.join();
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fail(e);
      for (Thread thread : others) {
        thread.join();
      }
    } finally {
      queue.dismiss();
    }
    rethrow();
  }

  private void workAside() {
    try {
      work();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void work() throws IOException, InterruptedException {
    boolean more = true;
    while (more && !isStopped()) {
      Optional<Places.Place> place = places.take();
      more = place.isPresent();
      if (more) {
        try {
          Optional<TrialStart> next = queue.next(place.get());
          more = next.isPresent();
          if (more) {
            run(next.get());
          }
        } finally {
          places.free(place.get());
        }
      }
    }
  }

  private void run(TrialStart start) throws IOException, InterruptedException {
    AtomicBoolean again = new AtomicBoolean();
    Optional<TrialResult> result =
        runner.run(
            start,
            this::isStopped,
            () -> {
              again.set(places.wasShared(start.place()));
              return again.get();
            });
    if (again.get()) {
      places.lessen();
      queue.putBack(start.planned());
    }
    if (result.isPresent()) {
      synchronized (oneByOne) {
        results.ended(start.planned(), result.get());
      }
    }
  }

  private boolean isStopped() {
    return failure != null || stop.getAsBoolean();
  }

  private synchronized void fail(Throwable thrown) {
    Throwable first = failure;
    if (first == null) {
      failure = thrown;
    } else if (first != thrown) {
      first.addSuppressed(thrown);
    }
  }

  private void rethrow() throws IOException, InterruptedException {
    Throwable thrown = failure;
    if (thrown instanceof IOException io) {
      throw io;
    } else if (thrown instanceof InterruptedException interrupt) {
      throw interrupt;
    } else if (thrown instanceof RuntimeException bad) {
      throw bad;
    } else if (thrown instanceof Error error) {
      throw error;
    }
  }
}
