package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.saehdbw.experiments.places.Crew;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.settings.SettingsException;

/**
 * Runs the trials of a rung side by side, one in each place. A trial that runs out of memory beside
 * others is run again when fewer run at once.
 */
final class RungWorkers {
  private final Places places;
  private final TrialRunner runner;
  private final TrialQueue queue;
  private final Results results;
  private final Object oneByOne = new Object();

  /** Takes results, one at a time. */
  @FunctionalInterface
  interface Results {
    /** A trial has a result. */
    void ended(Planned planned, TrialResult result) throws IOException;
  }

  RungWorkers(Places places, TrialRunner runner, TrialQueue queue, Results results) {
    this.places = places;
    this.runner = runner;
    this.queue = queue;
    this.results = results;
  }

  /** Runs trials until none is left, or the sweep stops; the first error stops all others. */
  void run(BooleanSupplier stop) throws IOException, SettingsException, InterruptedException {
    try {
      Crew.run(places, stop, this::next);
    } finally {
      queue.dismiss();
    }
  }

  private boolean next(Places.Place place, BooleanSupplier stopping)
      throws IOException, SettingsException, InterruptedException {
    Optional<TrialStart> next = queue.next(place);
    if (next.isPresent()) {
      run(next.get(), stopping);
    }
    return next.isPresent();
  }

  private void run(TrialStart start, BooleanSupplier stopping)
      throws IOException, InterruptedException {
    AtomicBoolean again = new AtomicBoolean();
    Optional<TrialResult> result =
        runner.run(
            start,
            stopping,
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
}
