package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.runs.metrics.MetricsTail;

/**
 * How far a run is by its events and its checkpoints together, so that a file that was lost or cut
 * is not read as a run that did nothing.
 *
 * @param iteration the iteration of the last start or checkpoint, 0 before the first
 * @param lastSave when a checkpoint was last saved
 */
record RunProgress(long iteration, Optional<Instant> lastSave) {

  /** Compares events with the checkpoints that exist; a checkpoint without an event counts. */
  static RunProgress of(RunFolder run, List<Event> events) throws IOException {
    long iteration = 0;
    long newestSaved = -1;
    Optional<Instant> lastSave = Optional.empty();
    for (Event event : events) {
      boolean begins =
          event.kind() == EventKind.STARTED
              || event.kind() == EventKind.RESUMED
              || event.kind() == EventKind.ROLLED_BACK;
      if (!begins && event.kind() != EventKind.SAVED) {
        continue;
      }
      if (event.fields().get("iteration") instanceof Number number) {
        iteration = number.longValue();
      }
      if (!begins) {
        newestSaved = Math.max(newestSaved, iteration);
        lastSave = Optional.of(event.time());
      }
    }
    CheckpointStore store = new CheckpointStore(run.checkpoints(), KeepPolicy.defaults());
    List<Long> generations = store.generations();
    long newest = generations.isEmpty() ? -1 : generations.get(generations.size() - 1);
    return newest > newestSaved
        ? new RunProgress(newest, Optional.of(store.writtenAt(newest)))
        : new RunProgress(iteration, lastSave);
  }

  /** Says that events are missing although something was saved; empty where they are not. */
  Optional<String> lostEvents(RunFolder run, List<Event> events) {
    return events.isEmpty() && lastSave.isPresent()
        ? Optional.of(run.eventsFile() + ": " + missingOr(run.eventsFile(), "holds no events"))
        : Optional.empty();
  }

  /** Says that rows are missing which a checkpoint proves; empty where none are. */
  Optional<String> lostRows(RunFolder run, MetricsTail tail) {
    long last = tail.lastRow().map(row -> row.iteration()).orElse(0L);
    if (last >= iteration || tail.damage().isPresent()) {
      return Optional.empty();
    }
    String found = last == 0 ? "holds no rows" : "ends at iteration " + last;
    return Optional.of(run.metricsFile() + ": " + missingOr(run.metricsFile(), found));
  }

  private String missingOr(Path file, String found) {
    return (Files.exists(file) ? found : "is missing")
        + ", but the run is at iteration "
        + iteration
        + "; train --resume continues without what was lost";
  }
}
