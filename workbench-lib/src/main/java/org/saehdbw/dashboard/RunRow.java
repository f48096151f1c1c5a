package org.saehdbw.dashboard;

import java.time.Instant;
import java.util.Map;
import org.saehdbw.dashboard.answers.FileStamp;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.queries.RunFacts;

/**
 * One run in the list of runs.
 *
 * @param stamp what its files looked like when it was read
 * @param held whether a trainer worked on it then
 * @param facts all that filters and orders know of it
 * @param json what the page gets
 */
record RunRow(String stamp, boolean held, RunFacts facts, Json json) {
  /** A list needs no more of a long note; the page asks for the whole of it. */
  private static final int MOST_NOTE = 300;

  /** Reads a run; what is damaged is named in it. */
  static RunRow read(RunFolder run) {
    String stamp = stampOf(run);
    RunFacts facts = RunFacts.of(run);
    Json json =
        new Json()
            .put("name", run.name())
            .put("number", run.number())
            .put("label", run.label())
            .put("status", facts.summary().status().text())
            .put("iteration", facts.summary().iteration())
            .put("last_save", facts.summary().lastSave().map(Instant::toString))
            .put("problems", facts.summary().problems())
            .put("preview", PreviewHistory.newest(run));
    putLabels(json, facts.labels());
    putFigures(json, facts);
    Map<String, SettingValue> settings = facts.settings();
    json.put("model", settings.isEmpty() ? run.label() : ModelLine.of(settings).text());
    SettingValue target = settings.get("target_iter");
    if (target != null && target.value() instanceof Number number && number.longValue() > 0) {
      json.put("target", number.longValue());
    }
    return new RunRow(stamp, facts.summary().status().isHeld(), facts, json);
  }

  private static void putLabels(Json json, RunLabels labels) {
    String note = labels.note();
    json.put("tags", String.join(" ", labels.tags()))
        .put("note", note.length() > MOST_NOTE ? note.substring(0, MOST_NOTE) + "..." : note)
        .put("archived", labels.archived() ? "yes" : "no");
  }

  private static void putFigures(Json json, RunFacts facts) {
    for (MetricsColumn column :
        new MetricsColumn[] {MetricsColumn.SRC_LOSS, MetricsColumn.DST_LOSS, MetricsColumn.STEP}) {
      Double value = facts.lastRow().get(column.header());
      if (value != null) {
        json.put(column.header(), value.doubleValue());
      }
    }
    Double time = facts.lastRow().get(MetricsColumn.WALL_CLOCK.header());
    if (time != null) {
      json.put("last_row_s", time.longValue());
    }
    facts.lastSave().heldOut().ifPresent(error -> json.put("held_out", error));
  }

  /** Changes whenever one of the files changes that a row is made of. */
  static String stampOf(RunFolder run) {
    return FileStamp.of(
        run.metricsFile(),
        run.eventsFile(),
        run.settingsFile(),
        run.labelsFile(),
        run.previews(),
        RunRequest.PAUSE.file(run));
  }
}
