package org.saehdbw.experiments.sweeps.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.training.settings.NearestWord;
import org.saehdbw.training.settings.SettingsException;

/** The fields of one record of a YAML file, with messages that say where they are. */
final class YamlFields {
  private final JsonNode node;
  private final String path;
  private final String origin;

  /**
   * Takes a record.
   *
   * @param path what comes before a field's name in messages, such as {@code budget: }
   * @param origin the file's name
   */
  YamlFields(JsonNode node, String path, String origin) throws SettingsException {
    if (!node.isObject()) {
      String what = path.isEmpty() ? "an experiment" : path.replaceFirst(": $", "");
      throw new SettingsException(
          what + " must be 'key: value' lines, got " + node + " (" + origin + ")");
    }
    this.node = node;
    this.path = path;
    this.origin = origin;
  }

  String origin() {
    return origin;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  void requireKnown(List<String> known) throws SettingsException {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "%sunknown key '%s' (%s); nearest is %s",
                path,
                name,
                origin,
                NearestWord.to(name, known)));
      }
    }
  }

  boolean isRecord(String name) {
    return node.path(name).isObject();
  }

  boolean isList(String name) {
    return node.path(name).isArray();
  }

  Optional<YamlFields> record(String name) throws SettingsException {
    JsonNode field = node.path(name);
    return field.isMissingNode() || field.isNull()
        ? Optional.empty()
        : Optional.of(inside(name, field));
  }

  YamlFields requiredRecord(String name) throws SettingsException {
    return inside(name, required(name));
  }

  /** A record below a field, or in its list. */
  YamlFields inside(String name, JsonNode record) throws SettingsException {
    return new YamlFields(record, path + name + ": ", origin);
  }

  /** Every field as text, as settings are given. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(e -> texts.put(e.getKey(), text(e.getValue())));
    return texts;
  }

  /** Numbers as people write them: 0.0001 for 1.0E-4. */
  private static String text(JsonNode value) {
    if (value.isFloatingPointNumber()) {
      return value.decimalValue().stripTrailingZeros().toPlainString();
    }
    return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
  }

  String text(String name, String otherwise) throws SettingsException {
    JsonNode field = node.path(name);
    if (field.isMissingNode() || field.isNull()) {
      return otherwise;
    }
    if (!field.isValueNode()) {
      throw wrong(name, "one value", field);
    }
    return field.asText().strip();
  }

  String word(String name, String otherwise, List<String> words) throws SettingsException {
    String text = text(name, otherwise);
    if (!words.contains(text)) {
      throw wrong(name, "one of " + String.join(", ", words), node.path(name));
    }
    return text;
  }

  long whole(String name, long otherwise) throws SettingsException {
    JsonNode field = node.path(name);
    if (field.isMissingNode()) {
      return otherwise;
    }
    if (!field.isIntegralNumber() || !field.canConvertToInt()) {
      throw wrong(name, "a whole number", field);
    }
    return field.asLong();
  }

  double number(String name, double otherwise) throws SettingsException {
    return node.path(name).isMissingNode() ? otherwise : requiredNumber(name);
  }

  /** YAML leaves numbers such as 1e-5, without a dot, as text. */
  double requiredNumber(String name) throws SettingsException {
    JsonNode field = required(name);
    try {
      return field.isNumber() ? field.asDouble() : Double.parseDouble(field.asText());
    } catch (NumberFormatException e) {
      throw wrong(name, "a number", field);
    }
  }

  boolean flag(String name) throws SettingsException {
    JsonNode field = node.path(name);
    if (!field.isMissingNode() && !field.isBoolean()) {
      throw wrong(name, "true or false", field);
    }
    return field.asBoolean(false);
  }

  /** The texts of a list with at least one value. */
  List<String> list(String name) throws SettingsException {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : nodes(name)) {
      if (!value.isValueNode()) {
        throw wrong(name, "a list of values", value);
      }
      texts.add(text(value));
    }
    if (texts.isEmpty()) {
      throw wrong(name, "a list of values", node.path(name));
    }
    return texts;
  }

  List<JsonNode> nodes(String name) throws SettingsException {
    JsonNode field = node.path(name);
    List<JsonNode> nodes = new ArrayList<>();
    if (field.isMissingNode() || field.isNull()) {
      return nodes;
    }
    if (!field.isArray()) {
      throw wrong(name, "a list", field);
    }
    field.forEach(nodes::add);
    return nodes;
  }

  SettingsException wrong(String name, String allowed, JsonNode got) {
    return new SettingsException(
        String.format(
            Locale.ROOT, "%s%s must be %s, got %s (%s)", path, name, allowed, got, origin));
  }

  private JsonNode required(String name) throws SettingsException {
    JsonNode field = node.path(name);
    if (field.isMissingNode() || field.isNull()) {
      throw new SettingsException(path + name + " is missing (" + origin + ")");
    }
    return field;
  }
}
