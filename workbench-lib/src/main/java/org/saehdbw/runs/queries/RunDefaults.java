package org.saehdbw.runs.queries;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.TrainingSettings;

/** What settings come to that a run's file does not have, because it is older than they. */
final class RunDefaults {
  private static final double LARGEST_WHOLE = 1e15;

  private RunDefaults() {}

  /** Returns the settings of a file, then those that it does not have, at their defaults. */
  static Map<String, SettingValue> fill(Map<String, SettingValue> stored) {
    Map<String, SettingValue> all = new LinkedHashMap<>(stored);
    Settings defaults = TrainingSettings.defaults();
    for (Setting<?> key : TrainingSettings.ALL) {
      if (key != ModelSettings.MODEL) {
        all.putIfAbsent(key.name(), new SettingValue(defaults.plain(key), Settings.DEFAULT));
      }
    }
    return all;
  }

  /** Returns the model's short name, or nothing where these settings do not describe one. */
  static String model(Map<String, SettingValue> all) {
    if (all.isEmpty()) {
      return "";
    }
    try {
      Settings settings = TrainingSettings.defaults();
      for (Setting<?> part : ModelSettings.PARTS) {
        SettingValue value = all.get(part.name());
        if (value != null) {
          settings = settings.withStored(part.name(), text(value), value.origin());
        }
      }
      return ModelSettings.spec(settings).toString();
    } catch (SettingsException e) {
      return "";
    }
  }

  /** Returns a value as text; a list is written as JSON, 6.0 as 6 and 2.0E-4 as 2e-4. */
  static String text(SettingValue setting) {
    Object value = setting.value();
    if (value instanceof List<?> list) {
      return String.valueOf(new ObjectMapper().valueToTree(list));
    }
    if (!(value instanceof Double number)) {
      return String.valueOf(value);
    }
    return Math.rint(number) == number && Math.abs(number) < LARGEST_WHOLE
        ? String.valueOf(number.longValue())
        : String.valueOf(number).replace(".0E", "e").replace('E', 'e');
  }
}
