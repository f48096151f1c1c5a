package org.saehdbw.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;

/** A run's effective settings in its folder, with every value's origin. */
public final class StoredSettings {
  private StoredSettings() {}

  static void write(RunFolder run, Settings settings) throws IOException {
    write(run.settingsFile(), settings);
  }

  /** Writes every effective setting with its origin, as a file that {@code train} reads. */
  public static void write(Path file, Settings settings) throws IOException {
    Map<String, SettingValue> values = new LinkedHashMap<>();
    for (Setting<?> key : TrainingSettings.ALL) {
      if (key != ModelSettings.MODEL) {
        values.put(key.name(), new SettingValue(settings.plain(key), settings.origin(key)));
      }
    }
    SettingsFile.write(file, values);
  }

  /**
   * Reads them back. A value that was a default once stays what it was, whatever the default is
   * now.
   *
   * @throws RunException if the file is missing or damaged, or a value is not allowed
   */
  public static Settings read(RunFolder run) throws IOException {
    if (!run.settingsFile().toFile().exists()) {
      throw new RunException(run.settingsFile() + ": is missing; this run cannot be opened");
    }
    Settings settings = TrainingSettings.defaults();
    for (Map.Entry<String, SettingValue> entry : SettingsFile.read(run.settingsFile()).entrySet()) {
      String text = String.valueOf(entry.getValue().value());
      try {
        Settings said = settings.withStored(entry.getKey(), text, entry.getValue().origin());
        if (!said.differingFrom(settings).isEmpty() || isSaid(entry.getValue())) {
          settings = said;
        }
      } catch (SettingsException e) {
        throw new RunException(run.settingsFile() + ": " + e.getMessage(), e);
      }
    }
    return settings;
  }

  private static boolean isSaid(SettingValue value) {
    return !value.origin().equals(Settings.DEFAULT);
  }
}
