package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.devices.DeviceChoice;

/**
 * The trials of a rung that no place has taken yet; of the next ones the processes may be preparing
 * themselves. Safe from several threads.
 */
final class TrialQueue {
  private final TrialRunner runner;
  private final int rung;
  private final Deque<Waiting> queue = new ArrayDeque<>();

  /** A trial, and its process where it has one. */
  private record Waiting(Planned planned, Optional<WaitingTrial> process) {}

  TrialQueue(TrialRunner runner, int rung, List<Planned> missing) {
    this.runner = runner;
    this.rung = rung;
    missing.forEach(planned -> queue.add(new Waiting(planned, Optional.empty())));
  }

  /** Takes the next trial for a place; empty where none is left. */
  synchronized Optional<TrialStart> next(Places.Place place) throws SettingsException {
    Waiting next = queue.pollFirst();
    if (next == null) {
      return Optional.empty();
    }
    // On cards the next trial's device is known only when a place is free.
    Runnable nearEnd = place.device().isPresent() ? () -> {} : this::prepare;
    return Optional.of(
        new TrialStart(on(place, next.planned()), rung, place, next.process(), nearEnd));
  }

  private static Planned on(Places.Place place, Planned planned) throws SettingsException {
    return place.device().isEmpty()
        ? planned
        : planned.with(
            planned.settings().with(DeviceChoice.DEVICE.name(), place.device().get(), "devices"));
  }

  /** Has the process of the first trial that has none prepare itself. */
  private synchronized void prepare() {
    Deque<Waiting> ready = new ArrayDeque<>();
    while (!queue.isEmpty() && queue.getFirst().process().isPresent()) {
      ready.addLast(queue.removeFirst());
    }
    if (!queue.isEmpty()) {
      Planned planned = queue.removeFirst().planned();
      ready.addLast(new Waiting(planned, prepared(planned)));
    }
    while (!ready.isEmpty()) {
      queue.addFirst(ready.removeLast());
    }
  }

  private Optional<WaitingTrial> prepared(Planned planned) {
    try {
      return runner.prepare(planned);
    } catch (IOException e) {
      // The trial is started when its turn comes, and that says what is wrong.
      return Optional.empty();
    }
  }

  /** Puts a trial back that is to run again, before all others. */
  synchronized void putBack(Planned planned) {
    queue.addFirst(new Waiting(planned, Optional.empty()));
  }

  /** Ends processes that were prepared in vain. */
  synchronized void dismiss() {
    queue.forEach(waiting -> waiting.process().ifPresent(WaitingTrial::dismiss));
  }
}
