package org.saehdbw.training.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.training.PreparedRun;

/**
 * The weights that a run started with: initial values, those of the run that {@code from} names, or
 * those that were imported.
 *
 * @param imported the generation of an imported model, empty for other runs
 */
record Origin(Optional<StoredCheckpoint> imported) {
  /**
   * Finds the weights.
   *
   * @throws RunException if they are no longer there; the message says where they were
   */
  static Origin of(RecordedRun recorded) throws IOException {
    RunFolder run = recorded.run();
    long after = recorded.segments().get(0).after();
    if (after > 0) {
      CheckpointStore store = new CheckpointStore(run.checkpoints(), KeepPolicy.defaults());
      if (!store.generations().contains(after)) {
        throw new RunException(
            run.checkpoints()
                + ": generation "
                + after
                + ", with the weights that the run started with, is no longer there; they were"
                + " imported, and keep_last removed them");
      }
      return new Origin(Optional.of(store.open(after)));
    }
    for (Event event : run.events()) {
      if (event.kind() == EventKind.STARTED) {
        requireSource(run, event);
      }
    }
    return new Origin(Optional.empty());
  }

  /** The newest checkpoint of the other run must be the one that this run started with. */
  private static void requireSource(RunFolder run, Event started) throws IOException {
    if (!(started.fields().get("from") instanceof String source)
        || !(started.fields().get("from_iteration") instanceof Number iteration)) {
      return;
    }
    Path from = Path.of(source);
    long then = iteration.longValue();
    long now = PreparedRun.checkpoint(RunNames.moved(from)).state().iteration();
    if (now != then) {
      throw new RunException(
          from
              + ": its newest checkpoint is of iteration "
              + now
              + ", but "
              + run.name()
              + " started with that of iteration "
              + then);
    }
  }

  /** Copies imported weights into a run that has none yet. */
  void giveTo(RunFolder replay) throws IOException {
    if (imported.isEmpty()) {
      return;
    }
    Path from = imported.get().folder();
    Path to =
        Files.createDirectory(replay.checkpoints().resolve(String.valueOf(from.getFileName())));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
      }
    }
  }
}
