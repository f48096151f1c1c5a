package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTail;

/**
 * One line of the list of runs.
 *
 * @param path the run folder
 * @param name the folder's name, such as {@code 0007_df-udt-192-128-48-32-16-gray_s1}
 * @param status what it is doing
 * @param iteration the last iteration by its figures, its events and its checkpoints, 0 before the
 *     first
 * @param lastRow the last iteration's figures, empty before the first
 * @param lastSave when a checkpoint was last saved
 * @param problems what of the folder could not be read, one line each
 */
public record RunSummary(
    Path path,
    String name,
    RunStatus status,
    long iteration,
    Optional<MetricsRow> lastRow,
    Optional<Instant> lastSave,
    List<String> problems) {
  /** Copies the problems. */
  public RunSummary {
    problems = List.copyOf(problems);
  }

  /** Reads what a run's files tell; damage becomes a problem, never an error. */
  public static RunSummary of(RunFolder run) {
    List<String> problems = new ArrayList<>();
    RunStatus status = RunStatus.INTERRUPTED;
    Optional<MetricsRow> lastRow = Optional.empty();
    RunProgress progress = new RunProgress(0, Optional.empty());
    try {
      SettingsFile.requireWhole(run.settingsFile());
    } catch (IOException e) {
      problems.add(e.getMessage());
    }
    try {
      status = RunStatus.of(run);
      Optional<String> damage = run.eventLog().damage();
      List<Event> events = run.events();
      progress = RunProgress.of(run, events);
      damage.ifPresent(problems::add);
      if (damage.isEmpty()) {
        progress.lostEvents(run, events).ifPresent(problems::add);
      }
    } catch (IOException e) {
      problems.add(run.path() + ": events " + FileOperationException.unreadable(e));
    }
    try {
      MetricsTail tail = MetricsTail.read(run.metricsFile());
      lastRow = tail.lastRow();
      tail.damage().ifPresent(problems::add);
      progress.lostRows(run, tail).ifPresent(problems::add);
    } catch (IOException e) {
      problems.add(run.metricsFile() + ": " + FileOperationException.unreadable(e));
    }
    long iteration = Math.max(progress.iteration(), lastRow.map(MetricsRow::iteration).orElse(0L));
    return new RunSummary(
        run.path(), run.name(), status, iteration, lastRow, progress.lastSave(), problems);
  }
}
