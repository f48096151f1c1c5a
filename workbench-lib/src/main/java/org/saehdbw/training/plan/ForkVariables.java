package org.saehdbw.training.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.devices.DeviceChoice;

/**
 * The environment variables by which the gray fork of DeepFaceLab was set up (spec/training-ui 7),
 * as other names of our settings. Most are on when they are there, whatever their value.
 */
public final class ForkVariables {
  private static final String[] BGR = {"b", "g", "r"};
  private static final long DEFAULT_GPU_BYTES = 1_556_925_644L;
  private static final String DEFAULT_GPU_NAME = "Unknown CUDA GPU";

  private ForkVariables() {}

  /**
   * Sets what the variables say, where the settings do not say it themselves.
   *
   * @param base settings so far
   * @param environment variables by name
   * @param warnings told of each variable that is used, with the name of our setting
   * @throws SettingsException if a variable's value is not allowed; the message names it
   */
  public static Settings read(
      Settings base, Map<String, String> environment, Consumer<String> warnings)
      throws SettingsException {
    Settings settings = base;
    for (Map.Entry<String, Map<Setting<?>, String>> variable : said(environment).entrySet()) {
      for (Map.Entry<Setting<?>, String> one : variable.getValue().entrySet()) {
        Setting<?> key = one.getKey();
        if (!base.isSet(key)) {
          settings = settings.with(key.name(), one.getValue(), variable.getKey());
          warnings.accept(
              String.format(
                  Locale.ROOT,
                  "%s is a variable of DeepFaceLab's gray fork: it sets %s to %s; here that is %s"
                      + " in the settings file, or --set",
                  variable.getKey(),
                  key,
                  one.getValue(),
                  key));
        }
      }
    }
    return settings;
  }

  private static Map<String, Map<Setting<?>, String>> said(Map<String, String> environment)
      throws SettingsException {
    Map<String, Map<Setting<?>, String>> said = new LinkedHashMap<>();
    for (String gray : new String[] {"use_bw_input", "color_input_and_grayscale_model"}) {
      if (environment.containsKey(gray)) {
        said.put(gray, Map.of(ModelSettings.CHANNELS, "gray"));
      }
    }
    String channel = environment.get("user_bw_get_color_channel");
    if (channel != null) {
      said.put(
          "user_bw_get_color_channel", Map.of(PictureOptions.GRAY_FROM, channel(channel.strip())));
    }
    copy(environment, "user_dfl_save_interval_min", SaveSchedule.SAVE_INTERVAL_MIN, said);
    copy(environment, "preview_period", SaveSchedule.PREVIEW_INTERVAL_ITER, said);
    if (environment.containsKey("force_gpu_data")) {
      said.put("force_gpu_data", forcedDevice(environment));
    }
    return said;
  }

  private static void copy(
      Map<String, String> environment,
      String name,
      Setting<?> key,
      Map<String, Map<Setting<?>, String>> said) {
    String value = environment.get(name);
    if (value != null) {
      said.put(name, Map.of(key, value));
    }
  }

  private static String channel(String text) throws SettingsException {
    // The fork takes the red channel where the variable does not say which.
    String number = text.isEmpty() ? "2" : text;
    if (!number.matches("[012]")) {
      throw new SettingsException(
          "user_bw_get_color_channel must be 0 (blue), 1 (green) or 2 (red), got '" + text + "'");
    }
    return BGR[Integer.parseInt(number)];
  }

  private static Map<Setting<?>, String> forcedDevice(Map<String, String> environment)
      throws SettingsException {
    String bytes =
        environment.getOrDefault("max_gpu_memory", String.valueOf(DEFAULT_GPU_BYTES)).strip();
    if (!bytes.matches("\\d{1,18}")) {
      throw new SettingsException("max_gpu_memory must be a number of bytes, got '" + bytes + "'");
    }
    Map<Setting<?>, String> device = new LinkedHashMap<>();
    device.put(
        DeviceChoice.FORCED_DEVICE_NAME,
        environment.getOrDefault("forced_gpu_id", DEFAULT_GPU_NAME));
    device.put(
        DeviceChoice.FORCED_DEVICE_MEMORY_MIB,
        String.valueOf(Math.max(1, Long.parseLong(bytes) >> 20)));
    return device;
  }
}
