package org.saehdbw.experiments.compare.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.saehdbw.training.settings.NearestWord;
import org.saehdbw.training.settings.SettingsException;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML with messages that say what is allowed, what came and where. */
final class YamlTree {
  private YamlTree() {}

  /**
   * Reads text.
   *
   * @param origin its name for messages
   */
  static ObjectNode read(String yaml, String origin) throws SettingsException {
    try {
      JsonNode tree = mapper().readTree(yaml);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new SettingsException("an experiment must be 'key: value' lines (" + origin + ")");
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new SettingsException("not YAML: " + what + " (" + origin + where + ")", e);
    }
  }

  private static YAMLMapper mapper() {
    LoaderOptions limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(0);
    limits.setNestingDepthLimit(8);
    return YAMLMapper.builder(YAMLFactory.builder().loaderOptions(limits).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  /** Puts a {@code key=value} word into the tree; the value is read as YAML. */
  static void put(ObjectNode tree, String word) throws SettingsException {
    int equals = word.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("--set takes KEY=VALUE, got '" + word + "'");
    }
    String[] path = word.substring(0, equals).split("\\.", 2);
    try {
      JsonNode value = mapper().readTree(word.substring(equals + 1));
      if (path.length == 1) {
        tree.set(path[0], value);
      } else if (tree.get(path[0]) instanceof ObjectNode inner) {
        inner.set(path[1], value);
      } else {
        tree.putObject(path[0]).set(path[1], value);
      }
    } catch (JsonProcessingException e) {
      throw new SettingsException("--set " + word + ": the value is not YAML", e);
    }
  }

  /** Refuses keys that are not known, and names the nearest. */
  static void requireKnown(ObjectNode tree, List<String> known, String prefix) {
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!known.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "unknown key '"
                + prefix
                + field.getKey()
                + "'; nearest is "
                + prefix
                + NearestWord.to(field.getKey(), known));
      }
    }
  }

  /** The lines below a key; none where it is not said. */
  static ObjectNode child(ObjectNode tree, String key) {
    JsonNode node = tree.get(key);
    if (node == null || node.isNull()) {
      return tree.objectNode();
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(key + " must be 'key: value' lines, got " + node);
  }

  /** A value that must be there. */
  static String text(ObjectNode tree, String key) {
    JsonNode node = tree.get(key);
    if (node == null || !node.isValueNode() || node.isNull()) {
      throw new IllegalArgumentException(
          key
              + " must be given"
              + (node == null || node.isNull() ? "" : " as one value, got " + node));
    }
    return node.asText();
  }

  /** A whole number, or another one where nothing is said. */
  static int whole(ObjectNode tree, String key, int otherwise) {
    JsonNode node = tree.get(key);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new IllegalArgumentException(key + " must be a whole number, got " + node);
    }
    return node.intValue();
  }

  /** A list, or another one where nothing is said. */
  static <T> List<T> list(
      ObjectNode tree, String key, Function<String, T> parser, List<T> otherwise) {
    JsonNode node = tree.get(key);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (!node.isArray()) {
      throw new IllegalArgumentException(key + " must be a list, got " + node);
    }
    List<T> values = new ArrayList<>();
    node.forEach(item -> values.add(parser.apply(item.asText())));
    return values;
  }

  /** Values by key, in the order of the file. */
  static Map<String, String> texts(ObjectNode tree, List<String> known, String prefix) {
    requireKnown(tree, known, prefix);
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!field.getValue().isValueNode()) {
        throw new IllegalArgumentException(
            prefix + field.getKey() + " must be one value, got " + field.getValue());
      }
      values.put(field.getKey(), field.getValue().asText());
    }
    return values;
  }
}
