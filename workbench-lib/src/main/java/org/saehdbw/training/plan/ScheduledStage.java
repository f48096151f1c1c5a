package org.saehdbw.training.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlRecord;

/**
 * One stage of a schedule.
 *
 * @param name unlike every other stage's
 * @param settings that it changes, as text by key; all others are those of the run
 * @param end when the next stage starts
 */
public record ScheduledStage(String name, Map<String, String> settings, StageEnd end) {
  private static final String NAME = "name";
  private static final String SETTINGS = "settings";
  private static final String END = "end";
  private static final String NAMES = "[a-z0-9][a-z0-9_-]{0,31}";

  /** Copies the settings, keeping their order. */
  public ScheduledStage {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Reads an item of the list {@code stages}. */
  static ScheduledStage of(YamlRecord record) throws SettingsException {
    record.requireKnown(List.of(NAME, SETTINGS, END));
    String name = record.requiredText(NAME);
    if (!name.matches(NAMES)) {
      throw record.wrong(NAME, "1 to 32 of a-z, 0-9, _ and -, the first a letter or digit");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    if (record.has(SETTINGS)) {
      settings.putAll(record.requiredRecord(SETTINGS).texts());
    }
    StageEnd end = record.has(END) ? StageEnd.of(record.requiredRecord(END)) : StageEnd.NEVER;
    return new ScheduledStage(name, settings, end);
  }

  /**
   * Returns a run's settings as they are in this stage.
   *
   * @throws SettingsException if a key is unknown, not one for stages, or its value not allowed
   */
  Settings apply(Settings run) throws SettingsException {
    String origin = "stage " + name;
    Settings settings = run;
    for (Map.Entry<String, String> entry : this.settings.entrySet()) {
      Setting<?> key = run.registry().find(entry.getKey(), origin);
      boolean ofRun = key.group() == Setting.Group.FIXED && key != RunSettings.PRETRAIN;
      boolean ofWhole = key == Schedule.STAGES || key == StepOptions.MEMORY_MIB;
      if (ofRun || ofWhole || TrainingTarget.SETTINGS.contains(key)) {
        throw new SettingsException(
            key + " belongs to the whole run, not to one of its stages (" + origin + ")");
      }
      settings = settings.with(key.name(), entry.getValue(), origin);
    }
    return settings;
  }

  /** As a file has it. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(NAME, name);
    if (!settings.isEmpty()) {
      fields.put(SETTINGS, settings);
    }
    if (!end.equals(StageEnd.NEVER)) {
      fields.put(END, end.fields());
    }
    return fields;
  }
}
