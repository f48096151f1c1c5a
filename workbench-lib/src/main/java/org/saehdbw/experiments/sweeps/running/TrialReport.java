package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.results.TrialStatus;
import org.saehdbw.processes.LogTail;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.queries.PlateauEnd;
import org.saehdbw.runs.queries.SavedFigures;
import org.saehdbw.settings.Settings;
import org.saehdbw.statistics.Summary;
import org.saehdbw.training.plan.TrainingTarget;

/** Reads what came of a trial from its run folder and the end of its process. */
final class TrialReport {
  private static final int LOG_LINES = 5;
  private static final int KILLED = 128 + 9;

  /** Losses of single iterations jump; the last tenth of them, this many at most, says more. */
  private static final int MOST_LAST_ROWS = 100;

  private final Optional<RunFolder> run;
  private final List<Event> events;

  TrialReport(Optional<RunFolder> run) throws IOException {
    this.run = run;
    events = run.isPresent() ? run.get().events() : List.of();
  }

  /** How a trial ended, and why. */
  record Ending(TrialStatus status, String message) {}

  /** Whether the trainer says that its target was reached. */
  static boolean isFinished(RunFolder run) throws IOException {
    return RunStatus.of(run) == RunStatus.FINISHED;
  }

  /**
   * Says how it ended; empty where it was stopped on the way, or ended unwatched without a last
   * word, so that it is continued.
   */
  Optional<Ending> ending(TrialProcess.End end, Experiment limits, Path log) throws IOException {
    switch (end.kind()) {
      case TIMED_OUT:
        return Optional.of(
            new Ending(
                TrialStatus.TIMED_OUT, "took longer than timeout_s, " + limits.timeoutS() + " s"));
      case TOO_LARGE:
        return Optional.of(
            new Ending(
                TrialStatus.OUT_OF_MEMORY,
                "held more than memory_mib, " + limits.memoryMib() + " MiB"));
      default:
        break;
    }
    RunStatus status = run.isPresent() ? RunStatus.of(run.get()) : RunStatus.INTERRUPTED;
    if (status == RunStatus.FINISHED) {
      return Optional.of(new Ending(TrialStatus.DONE, ""));
    }
    if (status == RunStatus.FAILED) {
      return Optional.of(failed());
    }
    if (status == RunStatus.STOPPED
        || end.kind() == TrialProcess.End.Kind.STOPPED
        || end.exitCode().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(brokenDown(end.exitCode().getAsInt(), log));
  }

  private Ending failed() {
    Event event =
        events.stream()
            .filter(e -> e.kind() == EventKind.FAILED)
            .reduce((first, second) -> second)
            .orElseThrow();
    String message = String.valueOf(event.fields().get("message"));
    Object cause = event.fields().get(Event.CAUSE);
    if (Event.OUT_OF_MEMORY.equals(cause)) {
      return new Ending(TrialStatus.OUT_OF_MEMORY, message);
    }
    return new Ending(
        Event.NOT_FINITE.equals(cause) ? TrialStatus.NOT_FINITE : TrialStatus.FAILED, message);
  }

  private static Ending brokenDown(int exitCode, Path log) throws IOException {
    String last = LogTail.of(log, LOG_LINES).text();
    if (LackOfMemory.isSaidBy(last)) {
      return new Ending(TrialStatus.OUT_OF_MEMORY, last);
    }
    if (exitCode == KILLED) {
      return new Ending(
          TrialStatus.OUT_OF_MEMORY,
          "was killed (signal 9), as the system does when memory runs out");
    }
    return new Ending(TrialStatus.FAILED, "ended with exit code " + exitCode + ": " + last);
  }

  /** Returns the seconds of all iterations in a run folder, 0 where it is missing. */
  static double trainSeconds(Optional<RunFolder> run) throws IOException {
    return run.isEmpty() ? 0 : trainSeconds(MetricsReader.readAll(run.get().metricsFile()).rows());
  }

  private static double trainSeconds(List<MetricsRow> rows) {
    return rows.stream().mapToDouble(MetricsRow::stepMillis).sum() / 1e3;
  }

  /**
   * Makes the result.
   *
   * @param wallSeconds of all its processes
   * @param seenPeakMib the most memory that was seen; NaN where it was not seen
   * @param settings of the trial
   */
  TrialResult result(
      Trial trial, Ending ending, double wallSeconds, double seenPeakMib, Settings settings)
      throws IOException {
    List<MetricsRow> rows =
        run.isPresent() ? MetricsReader.readAll(run.get().metricsFile()).rows() : List.of();
    return new TrialResult(
        trial,
        ending.status(),
        run.map(RunFolder::path),
        rows.isEmpty() ? 0 : rows.get(rows.size() - 1).iteration(),
        trainSeconds(rows),
        wallSeconds,
        peak(seenPeakMib),
        figures(rows, settings),
        ending.message());
  }

  /** The larger of what was seen and what the trainer itself found at its end. */
  private double peak(double seen) {
    double own =
        events.stream()
            .map(event -> event.fields().get(Event.PEAK_RESIDENT_MIB))
            .filter(Number.class::isInstance)
            .mapToDouble(value -> ((Number) value).doubleValue())
            .max()
            .orElse(seen);
    return Double.isNaN(seen) ? own : Math.max(own, seen);
  }

  private Map<String, Double> figures(List<MetricsRow> rows, Settings settings) {
    boolean asksQuality = !settings.get(TrainingTarget.TARGET_QUALITY).isEmpty();
    Map<String, Double> figures = new LinkedHashMap<>();
    events.stream()
        .filter(event -> event.kind() == EventKind.SAVED)
        .reduce((first, second) -> second)
        .ifPresent(saved -> figures.putAll(judged(saved)));
    PlateauEnd.of(SavedFigures.history(events))
        .ifPresent(iteration -> figures.put(PlateauEnd.FIGURE, iteration));
    events.stream()
        .filter(event -> event.kind() == EventKind.STOPPED)
        .reduce((first, second) -> second)
        .filter(end -> asksQuality)
        .ifPresent(
            end ->
                figures.put(
                    TrialFigures.REACHED,
                    TrainingTarget.TARGET_QUALITY.name().equals(end.fields().get(Event.TARGET))
                        ? 1.0
                        : 0));
    figures.put(TrialFigures.SAVE_SECONDS, saveSeconds());
    if (rows.isEmpty()) {
      return figures;
    }
    int count = Math.max(1, Math.min(MOST_LAST_ROWS, rows.size() / 10));
    List<MetricsRow> last = rows.subList(rows.size() - count, rows.size());
    figures.put("src_loss", last.stream().mapToDouble(MetricsRow::srcLoss).average().orElse(0));
    figures.put("dst_loss", last.stream().mapToDouble(MetricsRow::dstLoss).average().orElse(0));
    double median = Summary.of(rows.stream().mapToDouble(MetricsRow::stepMillis)).median();
    figures.put(TrialFigures.STEP_MILLIS, median);
    figures.put(
        TrialFigures.SAMPLES_PER_SECOND, 2e3 * settings.get(BatchOptions.BATCH_SIZE) / median);
    return figures;
  }

  private double saveSeconds() {
    return events.stream()
        .filter(event -> event.kind() == EventKind.SAVED)
        .map(event -> event.fields().get("seconds"))
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .sum();
  }

  /** The figures of a save, without what is not a quality. */
  static Map<String, Double> judged(Event saved) {
    Map<String, Double> figures = new LinkedHashMap<>();
    saved
        .fields()
        .forEach(
            (key, value) -> {
              boolean quality = !key.equals("iteration") && !key.equals("seconds");
              if (quality && value instanceof Number number) {
                figures.put(key, number.doubleValue());
              }
            });
    return figures;
  }
}
