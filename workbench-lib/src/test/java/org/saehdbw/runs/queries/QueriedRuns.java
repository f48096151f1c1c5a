package org.saehdbw.runs.queries;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.EventLog;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.plan.TrainingSettings;

/** Run folders with known settings and figures, without a training. */
public final class QueriedRuns {
  private QueriedRuns() {}

  /**
   * Makes a finished run of ten iterations.
   *
   * @param heldOut error of both sides
   * @param day of November 2026 on which it was trained
   * @param words settings, such as {@code batch_size=4}
   */
  public static RunFolder make(Path runs, String name, double heldOut, int day, String... words)
      throws IOException {
    RunFolder run = RunFolder.create(runs, name, 1);
    StoredSettings.write(run.settingsFile(), settings(words));
    Instant start = Instant.parse(String.format(Locale.ROOT, "2026-11-%02dT10:00:00Z", day));
    log(run, start).append(EventKind.STARTED, Map.of("iteration", 0));
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (int i = 1; i <= 10; i++) {
        double wall = start.getEpochSecond() + i;
        metrics.write(
            new MetricsRow(i, wall, 500, 5, 1f / i, 0.5f / i, 1, StageTimes.UNKNOWN, 16, 900));
      }
    }
    Map<String, Object> saved = new LinkedHashMap<>();
    saved.put("iteration", 10);
    saved.put("held_out_src_error", heldOut);
    saved.put("held_out_dst_error", heldOut);
    saved.put("mean_face_src_error", 0.05);
    saved.put("mean_face_dst_error", 0.05);
    saved.put("mask_iou", 0.75);
    saved.put("src/dssim", 0.3);
    saved.put("seconds", 0.1);
    log(run, start.plusSeconds(11)).append(EventKind.SAVED, saved);
    log(run, start.plusSeconds(12)).append(EventKind.STOPPED, Map.of(Event.REASON, Event.FINISHED));
    return run;
  }

  /** Gives a run labels. */
  public static void label(RunFolder run, String note, String... tags) throws IOException {
    new RunLabels(List.of(tags), note, false).write(run);
  }

  private static EventLog log(RunFolder run, Instant time) {
    return new EventLog(run.eventsFile(), Clock.fixed(time, ZoneOffset.UTC));
  }

  private static Settings settings(String... words) {
    try {
      Settings settings =
          TrainingSettings.defaults().with("model", "df-ud-64-32-16-16-16-gray", "file");
      for (String word : words) {
        String[] parts = word.split("=", 2);
        settings = settings.with(parts[0], parts[1], "--set");
      }
      return settings;
    } catch (SettingsException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
