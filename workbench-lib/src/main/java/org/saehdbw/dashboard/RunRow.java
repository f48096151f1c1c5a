package org.saehdbw.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * One run in the list of runs.
 *
 * @param stamp what its files looked like when it was read
 * @param held whether a trainer worked on it then
 * @param json what the page gets
 */
record RunRow(String stamp, boolean held, Json json) {

  /** Reads a run; what is damaged is named in it. */
  static RunRow read(RunFolder run) {
    String stamp = stampOf(run);
    RunSummary summary = RunSummary.of(run);
    Json json =
        new Json()
            .put("name", run.name())
            .put("number", run.number())
            .put("label", run.label())
            .put("status", summary.status().text())
            .put("iteration", summary.iteration())
            .put("last_save", summary.lastSave().map(Instant::toString));
    List<String> problems = new ArrayList<>(summary.problems());
    putLabels(json, run, problems);
    json.put("problems", problems);
    summary.lastRow().ifPresent(row -> putFigures(json, row));
    try {
      Map<String, SettingValue> settings = SettingsFile.read(run.settingsFile());
      json.put("model", ModelLine.of(settings).text());
      putTarget(json, settings);
    } catch (IOException | RuntimeException e) {
      json.put("model", run.label());
    }
    json.put("preview", PreviewHistory.newest(run));
    return new RunRow(stamp, summary.status().isHeld(), json);
  }

  private static void putLabels(Json json, RunFolder run, List<String> problems) {
    try {
      RunLabels labels = RunLabels.read(run);
      json.put("tags", String.join(" ", labels.tags())).put("note", labels.note());
      json.put("archived", labels.archived() ? "yes" : "no");
    } catch (IOException e) {
      problems.add(e.getMessage());
    }
  }

  private static void putFigures(Json json, MetricsRow row) {
    json.put("src_loss", row.srcLoss())
        .put("dst_loss", row.dstLoss())
        .put("step_ms", row.stepMillis());
    if (Double.isFinite(row.wallClockSeconds())) {
      json.put("last_row_s", (long) row.wallClockSeconds());
    }
  }

  private static void putTarget(Json json, Map<String, SettingValue> settings) {
    SettingValue target = settings.get("target_iter");
    if (target != null && target.value() instanceof Number number && number.longValue() > 0) {
      json.put("target", number.longValue());
    }
  }

  /** Changes whenever one of the files changes that a row is made of. */
  static String stampOf(RunFolder run) {
    return String.join(
        " ",
        stamp(run.metricsFile()),
        stamp(run.eventsFile()),
        stamp(run.settingsFile()),
        stamp(run.labelsFile()),
        stamp(run.previews()),
        stamp(RunRequest.PAUSE.file(run)));
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.size() + "@" + found.lastModifiedTime().toMillis();
    } catch (IOException e) {
      return "-";
    }
  }
}
