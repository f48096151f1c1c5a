package org.saehdbw.experiments.sweeps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.settings.Keys;
import org.saehdbw.training.settings.Settings;

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

  /** How a trial ended: a status of {@link TrialResult}, and why. */
  record Ending(String status, String message) {}

  /** Whether the trainer says that its target was reached. */
  static boolean isFinished(RunFolder run) throws IOException {
    return RunStatus.of(run) == RunStatus.FINISHED;
  }

  /**
   * Says how it ended; empty where it was stopped on the way, or ended while nobody looked without
   * a last word, so that it shall go on.
   */
  Optional<Ending> ending(TrialEnd end, Experiment limits, Path log) throws IOException {
    switch (end.kind()) {
      case TIMED_OUT:
        return Optional.of(
            new Ending(
                TrialResult.TIMED_OUT, "took longer than timeout_s, " + limits.timeoutS() + " s"));
      case TOO_LARGE:
        return Optional.of(
            new Ending(
                TrialResult.OUT_OF_MEMORY,
                "held more than memory_mib, " + limits.memoryMib() + " MiB"));
      default:
        break;
    }
    RunStatus status = run.isPresent() ? RunStatus.of(run.get()) : RunStatus.INTERRUPTED;
    if (status == RunStatus.FINISHED) {
      return Optional.of(new Ending(TrialResult.DONE, ""));
    }
    if (status == RunStatus.FAILED) {
      return Optional.of(failed());
    }
    if (status == RunStatus.STOPPED
        || end.kind() == TrialEnd.Kind.STOPPED
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
      return new Ending(TrialResult.OUT_OF_MEMORY, message);
    }
    return new Ending(
        Event.NOT_FINITE.equals(cause) ? TrialResult.NOT_FINITE : TrialResult.FAILED, message);
  }

  private static Ending brokenDown(int exitCode, Path log) throws IOException {
    String last = lastWords(log);
    if (LackOfMemory.isSaidBy(last)) {
      return new Ending(TrialResult.OUT_OF_MEMORY, last);
    }
    if (exitCode == KILLED) {
      return new Ending(
          TrialResult.OUT_OF_MEMORY,
          "was killed (signal 9), as the system does when memory runs out");
    }
    return new Ending(TrialResult.FAILED, "ended with exit code " + exitCode + ": " + last);
  }

  private static String lastWords(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "it left no word";
    }
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? "it left no word"
        : String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  /**
   * Makes the result.
   *
   * @param wallSeconds of all its processes
   * @param seenPeakMib the most memory that was seen; NaN where nobody looked
   * @param settings of the trial
   */
  TrialResult result(
      Trial trial, Ending ending, double wallSeconds, double seenPeakMib, Settings settings)
      throws IOException {
    List<MetricsRow> rows =
        run.isPresent() ? MetricsReader.readAll(run.get().metricsFile()).rows() : List.of();
    double seconds = rows.stream().mapToDouble(MetricsRow::stepMillis).sum() / 1e3;
    return new TrialResult(
        trial,
        ending.status(),
        run.map(RunFolder::path),
        rows.isEmpty() ? 0 : rows.get(rows.size() - 1).iteration(),
        seconds,
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
    boolean asksQuality = !settings.get(Keys.TARGET_QUALITY).isEmpty();
    Map<String, Double> figures = new LinkedHashMap<>();
    events.stream()
        .filter(event -> event.kind() == EventKind.SAVED)
        .reduce((first, second) -> second)
        .ifPresent(saved -> figures.putAll(judged(saved)));
    events.stream()
        .filter(event -> event.kind() == EventKind.STOPPED)
        .reduce((first, second) -> second)
        .filter(end -> asksQuality)
        .ifPresent(
            end ->
                figures.put(
                    TrialFigures.REACHED,
                    Keys.TARGET_QUALITY.name().equals(end.fields().get(Event.TARGET)) ? 1.0 : 0));
    figures.put(TrialFigures.SAVE_SECONDS, saveSeconds());
    if (rows.isEmpty()) {
      return figures;
    }
    int count = Math.max(1, Math.min(MOST_LAST_ROWS, rows.size() / 10));
    List<MetricsRow> last = rows.subList(rows.size() - count, rows.size());
    figures.put("src_loss", last.stream().mapToDouble(MetricsRow::srcLoss).average().orElse(0));
    figures.put("dst_loss", last.stream().mapToDouble(MetricsRow::dstLoss).average().orElse(0));
    double[] steps = rows.stream().mapToDouble(MetricsRow::stepMillis).sorted().toArray();
    double median = steps[steps.length / 2];
    figures.put(TrialFigures.STEP_MILLIS, median);
    figures.put(TrialFigures.SAMPLES_PER_SECOND, 2e3 * settings.get(Keys.BATCH_SIZE) / median);
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
