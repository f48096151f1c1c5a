package org.saehdbw.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;

/** A run's labels as JSON shows them. */
final class LabelsRow {
  private LabelsRow() {}

  static Map<String, Object> of(RunFolder run, RunLabels labels) {
    Map<String, Object> row = of(run);
    row.put("tags", labels.tags());
    row.put("note", labels.note());
    row.put("archived", labels.archived());
    return row;
  }

  static Map<String, Object> of(RunFolder run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", run.name());
    row.put("path", run.path().toString());
    return row;
  }
}
