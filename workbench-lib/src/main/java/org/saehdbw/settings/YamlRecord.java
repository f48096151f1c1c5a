package org.saehdbw.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.files.NotUtf8Exception;
import org.saehdbw.files.Utf8File;

/**
 * The {@code key: value} lines of a YAML file, or of a record within it. It knows its path and its
 * file, so every message says what is allowed, what came, which key and which file: {@code
 * budget.seconds must be a number, got "x" (a.yaml)}.
 *
 * <p>A field that is null counts as missing. Fields within fields are named with a dot.
 */
public final class YamlRecord {
  private static final int LARGEST_FILE = 1 << 20;

  private final ObjectNode node;
  private final String path;
  private final String origin;

  private YamlRecord(ObjectNode node, String path, String origin) {
    this.node = node;
    this.path = path;
    this.origin = origin;
  }

  /**
   * Reads a file of at most 1 MiB.
   *
   * @param what what the file must be, such as {@code an experiment}
   * @throws SettingsException if it is too large, not UTF-8, or not YAML of {@code key: value}
   *     lines
   * @throws IOException if it cannot be read
   */
  public static YamlRecord read(Path file, String what) throws SettingsException, IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new SettingsException(
          what + " must have at most 1 MiB, got " + Files.size(file) + " bytes (" + file + ")");
    }
    try {
      return parse(Utf8File.read(file), what, String.valueOf(file.getFileName()));
    } catch (NotUtf8Exception e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /**
   * Reads text.
   *
   * @param what what the text must be, such as {@code an experiment}
   * @param origin the text's name for messages
   * @throws SettingsException if it is not YAML of {@code key: value} lines
   */
  public static YamlRecord parse(String yaml, String what, String origin) throws SettingsException {
    if (YamlText.parse(yaml, origin) instanceof ObjectNode object) {
      return new YamlRecord(object, "", origin);
    }
    throw new SettingsException(what + " must be 'key: value' lines (" + origin + ")");
  }

  /** A record from a tree that was built in a program. */
  public static YamlRecord of(ObjectNode tree, String origin) {
    return new YamlRecord(tree.deepCopy(), "", origin);
  }

  /**
   * Returns a copy with one value changed.
   *
   * @param word {@code key=value}; the value is YAML, and the key of a field within a field has a
   *     dot, as {@code quality.seeds=3}
   * @throws SettingsException if there is no equals sign, or the value is not YAML
   */
  public YamlRecord with(String word) throws SettingsException {
    int equals = word.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("--set takes KEY=VALUE, got '" + word + "'");
    }
    String[] key = word.substring(0, equals).split("\\.", 2);
    JsonNode value = YamlText.parse(word.substring(equals + 1), "--set " + word);
    ObjectNode changed = node.deepCopy();
    if (key.length == 1) {
      changed.set(key[0], value);
    } else if (changed.get(key[0]) instanceof ObjectNode inner) {
      inner.set(key[1], value);
    } else {
      changed.putObject(key[0]).set(key[1], value);
    }
    return new YamlRecord(changed, path, origin);
  }

  /** Where the record came from, a file's name say. */
  public String origin() {
    return origin;
  }

  /** The names of its fields, in the order of the file. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether there is a field of this name with a value. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** Whether a field holds {@code key: value} lines itself. */
  public boolean isRecord(String name) {
    return node.path(name).isObject();
  }

  /** Whether a field holds a list. */
  public boolean isList(String name) {
    return node.path(name).isArray();
  }

  /**
   * Refuses unknown fields.
   *
   * @throws SettingsException if there is one; the message names the nearest known name
   */
  public void requireKnown(Collection<String> known) throws SettingsException {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "unknown key '%s' (%s); nearest is %s",
                path + name,
                origin,
                path + NearestWord.to(name, known)));
      }
    }
  }

  /**
   * The record in a field.
   *
   * @throws SettingsException if the field holds something else
   */
  public Optional<YamlRecord> record(String name) throws SettingsException {
    return has(name) ? Optional.of(inside(name, node.path(name))) : Optional.empty();
  }

  /**
   * The record in a field that must be there.
   *
   * @throws SettingsException if it is missing, or holds something else
   */
  public YamlRecord requiredRecord(String name) throws SettingsException {
    return inside(name, required(name));
  }

  private YamlRecord inside(String name, JsonNode field) throws SettingsException {
    if (field instanceof ObjectNode object) {
      return new YamlRecord(object, path + name + ".", origin);
    }
    throw wrong(name, "'key: value' lines", field);
  }

  /**
   * The items of a list, each a value that {@link YamlItem} reads; none where the field is missing.
   *
   * @throws SettingsException if the field holds something else than a list
   */
  public List<YamlItem> items(String name) throws SettingsException {
    List<YamlItem> items = new ArrayList<>();
    if (has(name)) {
      if (!isList(name)) {
        throw wrong(name, "a list", node.path(name));
      }
      for (JsonNode item : node.path(name)) {
        items.add(new YamlItem(this, name, item));
      }
    }
    return items;
  }

  /**
   * The texts of a list with at least one value.
   *
   * @throws SettingsException if the field is missing, or holds something else
   */
  public List<String> list(String name) throws SettingsException {
    List<String> texts = new ArrayList<>();
    for (YamlItem item : items(name)) {
      texts.add(item.text());
    }
    if (texts.isEmpty()) {
      throw wrong(name, "a list of values", node.path(name));
    }
    return texts;
  }

  /**
   * Every field as text, as settings are given.
   *
   * @throws SettingsException if a field holds a list or a record
   */
  public Map<String, String> texts() throws SettingsException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names()) {
      texts.put(name, has(name) ? requiredText(name) : "");
    }
    return texts;
  }

  /**
   * One value as text, or another one where the field is missing.
   *
   * @throws SettingsException if the field holds a list or a record
   */
  public String text(String name, String otherwise) throws SettingsException {
    return has(name) ? requiredText(name) : otherwise;
  }

  /**
   * One value as text.
   *
   * @throws SettingsException if the field is missing, or holds a list or a record
   */
  public String requiredText(String name) throws SettingsException {
    JsonNode field = required(name);
    if (!field.isValueNode()) {
      throw wrong(name, "one value", field);
    }
    return YamlText.text(field);
  }

  /** A field as JSON, which is YAML too. */
  String json(String name) {
    return node.path(name).toString();
  }

  /**
   * One of a few words.
   *
   * @throws SettingsException if the field holds another
   */
  public String word(String name, String otherwise, Collection<String> words)
      throws SettingsException {
    String text = text(name, otherwise);
    if (!words.contains(text)) {
      throw wrong(name, "one of " + String.join(", ", words), node.path(name));
    }
    return text;
  }

  /**
   * A whole number that fits an int, or another one where the field is missing.
   *
   * @throws SettingsException if the field holds something else
   */
  public int whole(String name, int otherwise) throws SettingsException {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode field = node.path(name);
    if (!field.isIntegralNumber() || !field.canConvertToInt()) {
      throw wrong(name, "a whole number", field);
    }
    return field.intValue();
  }

  /**
   * A number, or another one where the field is missing.
   *
   * @throws SettingsException if the field holds something else
   */
  public double number(String name, double otherwise) throws SettingsException {
    return has(name) ? requiredNumber(name) : otherwise;
  }

  /**
   * A number. YAML leaves some numbers, such as {@code 1e-5} without a dot, as text.
   *
   * @throws SettingsException if the field is missing, or holds something else
   */
  public double requiredNumber(String name) throws SettingsException {
    JsonNode field = required(name);
    try {
      return field.isNumber() ? field.asDouble() : Double.parseDouble(field.asText());
    } catch (NumberFormatException e) {
      throw wrong(name, "a number", field);
    }
  }

  /**
   * True or false; false where the field is missing.
   *
   * @throws SettingsException if the field holds something else
   */
  public boolean flag(String name) throws SettingsException {
    if (has(name) && !node.path(name).isBoolean()) {
      throw wrong(name, "true or false", node.path(name));
    }
    return node.path(name).asBoolean(false);
  }

  /** An exception that says what a field must be, and what it is. */
  public SettingsException wrong(String name, String allowed) {
    return wrong(name, allowed, node.path(name));
  }

  SettingsException wrong(String name, String allowed, JsonNode got) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "%s must be %s, got %s (%s)",
            path + name,
            allowed,
            got.isMissingNode() ? "nothing" : got,
            origin));
  }

  YamlRecord recordOf(String name, JsonNode item) throws SettingsException {
    return inside(name, item);
  }

  private JsonNode required(String name) throws SettingsException {
    if (!has(name)) {
      throw new SettingsException(path + name + " must be given (" + origin + ")");
    }
    return node.path(name);
  }
}
