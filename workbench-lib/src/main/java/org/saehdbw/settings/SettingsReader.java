package org.saehdbw.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Puts the sources of settings in order, weakest first: default, YAML file, environment ({@code
 * SAEHDBW_BATCH_SIZE=6}), {@code --set key=value}.
 */
public final class SettingsReader {
  private static final String WHAT = "settings";

  private SettingsReader() {}

  /**
   * Reads settings.
   *
   * @param base what holds where no source speaks
   * @param file a YAML file of {@code key: value} lines
   * @throws SettingsException if the file cannot be read as settings; the message names the key
   * @throws IOException if the file cannot be read at all
   */
  public static Settings readFile(Settings base, Path file) throws SettingsException, IOException {
    return readFields(base, "", YamlRecord.read(file, WHAT));
  }

  /**
   * Reads settings from YAML text.
   *
   * @param base what holds where the text does not speak
   * @param yaml {@code key: value} lines; {@code forced_device} may be a record of {@code name} and
   *     {@code memory_mib}
   * @param origin the text's name for messages
   * @throws SettingsException if the text is no YAML mapping, or a key or value is not allowed
   */
  public static Settings readYaml(Settings base, String yaml, String origin)
      throws SettingsException {
    return readFields(base, "", YamlRecord.parse(yaml, WHAT, origin));
  }

  /**
   * Reads {@code SAEHDBW_*} variables. Variables of other names are none of our business.
   *
   * @throws SettingsException if a variable's value is not allowed
   */
  public static Settings readEnvironment(Settings base, Map<String, String> environment)
      throws SettingsException {
    Settings settings = base;
    for (Setting<?> key : base.registry().all()) {
      String text = environment.get(key.environmentName());
      if (text != null) {
        settings = settings.with(key.name(), text, key.environmentName());
      }
    }
    return settings;
  }

  /**
   * Reads {@code key=value} words.
   *
   * @throws SettingsException if a word has no equals sign, or its key or value is not allowed
   */
  public static Settings readWords(Settings base, List<String> words) throws SettingsException {
    Settings settings = base;
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new SettingsException("--set takes KEY=VALUE, got '" + word + "'");
      }
      settings = settings.with(word.substring(0, equals), word.substring(equals + 1), "--set");
    }
    return settings;
  }

  private static Settings readFields(Settings base, String prefix, YamlRecord record)
      throws SettingsException {
    Settings settings = base;
    // Short forms first: what is written beside them replaces their parts, in any order.
    for (boolean shortForms : new boolean[] {true, false}) {
      for (String name : record.names()) {
        if (isShortForm(base, prefix + name) == shortForms) {
          settings = readField(settings, prefix, name, record);
        }
      }
    }
    return settings;
  }

  private static boolean isShortForm(Settings settings, String name) {
    return settings.registry().all().stream()
        .anyMatch(setting -> setting.name().equals(name) && setting.shorthand().isPresent());
  }

  private static Settings readField(
      Settings settings, String prefix, String name, YamlRecord record) throws SettingsException {
    if (record.isRecord(name) && settings.registry().isRecord(prefix + name)) {
      return readFields(settings, name + "_", record.requiredRecord(name));
    }
    String text =
        record.isList(name) && settings.registry().isList(prefix + name)
            ? record.json(name)
            : record.text(name, "");
    return settings.with(prefix + name, text, record.origin());
  }
}
