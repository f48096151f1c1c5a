package org.saehdbw.training.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Puts the sources of settings in order, weakest first: default, YAML file, environment ({@code
 * SAEHDBW_BATCH_SIZE=6}), {@code --set key=value}.
 */
public final class SettingsReader {
  private static final int LARGEST_FILE = 1 << 20;

  /** Keys whose last words may be written as a record's fields. */
  private static final List<String> RECORDS = List.of("forced_device");

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
    if (Files.size(file) > LARGEST_FILE) {
      throw new SettingsException(
          "a settings file has at most 1 MiB, got " + Files.size(file) + " bytes (" + file + ")");
    }
    return readYaml(base, Files.readString(file), file.getFileName().toString());
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
    JsonNode tree = parse(yaml, origin);
    if (!tree.isObject()) {
      throw new SettingsException("settings must be 'key: value' lines (" + origin + ")");
    }
    return readFields(base, "", tree, origin);
  }

  /**
   * Reads {@code SAEHDBW_*} variables. Variables of other names are none of our business.
   *
   * @throws SettingsException if a variable's value is not allowed
   */
  public static Settings readEnvironment(Settings base, Map<String, String> environment)
      throws SettingsException {
    Settings settings = base;
    for (SettingKey<?> key : Keys.ALL) {
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

  private static Settings readFields(Settings base, String prefix, JsonNode record, String origin)
      throws SettingsException {
    Settings settings = base;
    // The model's name stands for seven keys: those that are written beside it win, in any order.
    if (record.has(Keys.MODEL.name())) {
      settings = readField(settings, Keys.MODEL.name(), record.get(Keys.MODEL.name()), origin);
    }
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      if (!field.getKey().equals(Keys.MODEL.name())) {
        settings = readField(settings, prefix + field.getKey(), field.getValue(), origin);
      }
    }
    return settings;
  }

  private static Settings readField(Settings settings, String name, JsonNode node, String origin)
      throws SettingsException {
    if (node.isObject() && RECORDS.contains(name)) {
      return readFields(settings, name + "_", node, origin);
    }
    if (!node.isValueNode()) {
      throw new SettingsException(name + " must be one value, got " + node + " (" + origin + ")");
    }
    return settings.with(name, node.isNull() ? "" : node.asText(), origin);
  }

  private static JsonNode parse(String yaml, String origin) throws SettingsException {
    LoaderOptions limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(0);
    limits.setNestingDepthLimit(8);
    YAMLMapper mapper =
        YAMLMapper.builder(YAMLFactory.builder().loaderOptions(limits).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    try {
      return mapper.readTree(yaml);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new SettingsException(
          "not YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + " ("
              + origin
              + where
              + ")",
          e);
    }
  }
}
