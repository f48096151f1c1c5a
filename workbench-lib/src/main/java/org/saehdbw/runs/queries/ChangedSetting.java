package org.saehdbw.runs.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.runs.SettingValue;

/**
 * A setting of a run that is not at its default.
 *
 * @param key the setting
 * @param value its value, as text
 * @param usual its default; empty for one that this version does not know
 * @param origin where the value came from
 */
public record ChangedSetting(String key, String value, String usual, String origin) {
  /** Returns those of a run, in the order of its file. */
  public static List<ChangedSetting> of(RunFacts run) {
    if (run.settings().isEmpty()) {
      return List.of();
    }
    Map<String, SettingValue> defaults = RunDefaults.fill(Map.of());
    List<ChangedSetting> changed = new ArrayList<>();
    run.settings()
        .forEach(
            (key, setting) -> {
              SettingValue usual = defaults.get(key);
              String text = RunDefaults.text(setting);
              String usually = usual == null ? "" : RunDefaults.text(usual);
              if (!text.equals(usually)) {
                changed.add(new ChangedSetting(key, text, usually, setting.origin()));
              }
            });
    return changed;
  }
}
