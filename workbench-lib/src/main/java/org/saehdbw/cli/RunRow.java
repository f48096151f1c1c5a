package org.saehdbw.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.queries.RunFacts;

/** A run as JSON shows it. */
final class RunRow {
  private RunRow() {}

  /** Returns what is known of a run; figures that are not known are left out. */
  static Map<String, Object> of(RunFacts run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", run.summary().name());
    row.put("number", run.folder().number());
    row.put("path", run.summary().path().toString());
    row.put("status", run.summary().status().text());
    row.put("iteration", run.summary().iteration());
    row.put("model", run.model());
    for (MetricsColumn column :
        new MetricsColumn[] {MetricsColumn.SRC_LOSS, MetricsColumn.DST_LOSS, MetricsColumn.STEP}) {
      Double value = run.lastRow().get(column.header());
      if (value != null) {
        row.put(column.header(), value);
      }
    }
    run.lastSave().heldOut().ifPresent(value -> row.put("held_out", value));
    run.lastSave().meanFace().ifPresent(value -> row.put("mean_face", value));
    row.put("last_save", run.summary().lastSave().map(Instant::toString).orElse(""));
    row.put("started", run.dates().started().map(Instant::toString).orElse(""));
    row.put("date", run.dates().last().map(Instant::toString).orElse(""));
    row.put("tags", run.labels().tags());
    row.put("note", run.labels().note());
    row.put("archived", run.labels().archived());
    row.put("problems", run.summary().problems());
    row.put("last_row", run.lastRow());
    row.put("last_saved_figures", run.lastSave().byName());
    Map<String, Object> settings = new LinkedHashMap<>();
    run.settings().forEach((key, setting) -> settings.put(key, setting.value()));
    row.put("settings", settings);
    return row;
  }
}
