package org.saehdbw.runs.queries;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.saehdbw.runs.SettingValue;

/**
 * A setting in which runs differ.
 *
 * @param key the setting
 * @param values one for each run, in their order; {@value #UNKNOWN} where it cannot be read
 */
public record SettingRow(String key, List<String> values) {
  /** In place of the value of a run whose settings cannot be read. */
  public static final String UNKNOWN = "?";

  /** Copies the values. */
  public SettingRow {
    values = List.copyOf(values);
  }

  /** Returns the settings that are not the same in all runs, in the order of the files. */
  public static List<SettingRow> differing(List<RunFacts> runs) {
    Set<String> keys = new LinkedHashSet<>();
    runs.forEach(run -> keys.addAll(run.settings().keySet()));
    List<SettingRow> rows = new ArrayList<>();
    for (String key : keys) {
      List<String> values = runs.stream().map(run -> text(run, key)).toList();
      if (values.stream().filter(value -> !value.equals(UNKNOWN)).distinct().count() > 1) {
        rows.add(new SettingRow(key, values));
      }
    }
    return rows;
  }

  private static String text(RunFacts run, String key) {
    SettingValue value = run.settings().get(key);
    return value == null ? UNKNOWN : RunDefaults.text(value);
  }
}
