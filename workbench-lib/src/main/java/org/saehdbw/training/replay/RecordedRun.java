package org.saehdbw.training.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.files.LockOwner;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.metrics.LossDigest;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTable;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.StoredSettings;

/**
 * What a run folder says of how its iterations were made.
 *
 * @param run the folder
 * @param segments the settings of all iterations, oldest first; at least one
 * @param stages where the stages of its schedule ended
 * @param rows one for each iteration that this program made, in order, without a gap
 * @param environment where the run started, empty where {@code environment.json} is missing
 */
record RecordedRun(
    RunFolder run,
    List<Segment> segments,
    RecordedStages stages,
    List<MetricsRow> rows,
    Optional<RunEnvironment> environment) {
  private static final Set<EventKind> COUNTED =
      Set.of(
          EventKind.STARTED,
          EventKind.RESUMED,
          EventKind.ROLLED_BACK,
          EventKind.SAVED,
          EventKind.STOPPED);

  /**
   * Reads a run.
   *
   * @throws RunException if it is being trained, a file is damaged, or it has no iteration; the
   *     message names the file
   */
  static RecordedRun read(RunFolder run) throws IOException {
    requireNoTrainer(run);
    Settings settings = StoredSettings.read(run);
    Optional<String> damage = run.eventLog().damage();
    if (damage.isPresent()) {
      throw new RunException(damage.get());
    }
    List<Event> events = run.events();
    List<MetricsRow> all = rows(run);
    requireAll(run, events, all);
    long end = all.get(all.size() - 1).iteration();
    List<Segment> segments = RecordedSettings.segments(run, events, settings, end);
    if (segments.isEmpty()) {
      throw new RunException(run.path() + ": made no iteration, so nothing can be repeated");
    }
    long first = segments.get(0).after();
    List<MetricsRow> rows = all.stream().filter(row -> row.iteration() > first).toList();
    requireNoGap(run, first, rows);
    Optional<RunEnvironment> environment =
        Files.exists(run.environmentFile())
            ? Optional.of(RunEnvironment.read(run.environmentFile()))
            : Optional.empty();
    return new RecordedRun(run, segments, RecordedStages.of(run, events), rows, environment);
  }

  private static void requireNoTrainer(RunFolder run) throws IOException {
    Optional<LockOwner> trainer = RunLock.holder(run);
    if (trainer.isPresent()) {
      throw new RunException(
          run.path()
              + ": is being trained by "
              + trainer.get().text()
              + "; repeat it when it has stopped");
    }
  }

  private static List<MetricsRow> rows(RunFolder run) throws IOException {
    MetricsTable table = MetricsReader.readAll(run.metricsFile());
    if (!table.damage().isEmpty()) {
      throw new RunException(table.damage().get(0));
    }
    if (table.rows().isEmpty()) {
      String what = Files.exists(run.metricsFile()) ? "holds no rows" : "is missing";
      throw new RunException(run.metricsFile() + ": " + what + ", so nothing can be compared");
    }
    return table.rows();
  }

  /** The last event that names an iteration says how many rows there must be, or which losses. */
  private static void requireAll(RunFolder run, List<Event> events, List<MetricsRow> rows)
      throws IOException {
    long last = rows.get(rows.size() - 1).iteration();
    for (int i = events.size() - 1; i >= 0; i--) {
      Event event = events.get(i);
      if (COUNTED.contains(event.kind())
          && event.fields().get("iteration") instanceof Number number) {
        if (last < number.longValue()) {
          throw new RunException(
              String.format(
                  Locale.ROOT,
                  "%s: ends at iteration %d, but the run came to iteration %d; it was cut",
                  run.metricsFile(),
                  last,
                  number.longValue()));
        }
        requireLosses(run, event);
        return;
      }
    }
  }

  private static void requireLosses(RunFolder run, Event event) throws IOException {
    Object digest = event.fields().get(Event.LOSS_DIGEST);
    if (digest != null && !digest.equals(LossDigest.of(run.metricsFile()))) {
      throw new RunException(
          run.metricsFile()
              + ": does not hold the losses that the run ended with (loss_digest in "
              + run.eventsFile().getFileName()
              + "); it was changed");
    }
  }

  private static void requireNoGap(RunFolder run, long first, List<MetricsRow> rows)
      throws RunException {
    long expected = first + 1;
    for (MetricsRow row : rows) {
      if (row.iteration() != expected) {
        throw new RunException(
            run.metricsFile()
                + ": iteration "
                + expected
                + " must follow iteration "
                + (expected - 1)
                + ", got "
                + row.iteration());
      }
      expected++;
    }
  }

  /** The last iteration that was made. */
  long last() {
    return rows.get(rows.size() - 1).iteration();
  }
}
