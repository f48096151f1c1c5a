package org.saehdbw.experiments.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.training.settings.Keys;
import org.saehdbw.training.settings.Nearest;
import org.saehdbw.training.settings.SettingKey;
import org.saehdbw.training.settings.SettingsException;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Comparisons as YAML: reads what people write, writes the whole of what holds.
 *
 * <pre>{@code
 * name: gray-vs-colour-small
 * model: df-ud-64-32-16-16-16        # without channels: the arms have them
 * faces:
 *   pretraining_data: drawn:600      # or src and dst
 * quality: {iterations: 1000, seeds: 5, save_every: 100}
 * set: {learning_rate: 1e-4}
 * }</pre>
 */
public final class CompareFile {
  /** Of the file itself; every other key is one of these or belongs into set. */
  static final List<String> KEYS =
      List.of(
          "name",
          "model",
          "faces",
          "arms",
          "levels",
          "batch_size",
          "rounds",
          "steps",
          "warm_up",
          "settle",
          "rounds_per_process",
          "quality",
          "set");

  private static final List<String> FACES_KEYS =
      List.of(CompareSpec.PRETRAINING, CompareSpec.SRC, CompareSpec.DST);
  private static final List<String> QUALITY_KEYS =
      List.of("iterations", "seeds", "save_every", "metric");
  private static final String FACES = "faces";
  private static final int LARGEST_FILE = 1 << 20;

  private CompareFile() {}

  /**
   * Reads a file.
   *
   * @param words {@code key=value}, which win over the file; a key within another has a dot, as
   *     {@code quality.seeds=3}
   * @throws SettingsException if it is no such file, a key is unknown or a value not allowed
   */
  public static CompareSpec read(Path file, List<String> words)
      throws SettingsException, IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new SettingsException(
          "an experiment file has at most 1 MiB, got "
              + Files.size(file)
              + " bytes ("
              + file
              + ")");
    }
    return parse(Files.readString(file), words, String.valueOf(file.getFileName()));
  }

  /**
   * Reads YAML text.
   *
   * @param origin the text's name for messages
   * @throws SettingsException if it is no comparison
   */
  public static CompareSpec parse(String yaml, List<String> words, String origin)
      throws SettingsException {
    ObjectNode tree = tree(yaml, origin);
    for (String word : words) {
      put(tree, word);
    }
    try {
      return parse(tree);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + origin + ")", e);
    }
  }

  static CompareSpec parse(ObjectNode tree) {
    requireKnown(tree, KEYS, "");
    BlockPlan usual = BlockPlan.DEFAULT;
    return new CompareSpec(
        text(tree, "name"),
        model(text(tree, "model")),
        texts(child(tree, FACES), FACES_KEYS, "faces."),
        list(tree, "arms", Arm::parse, List.of(Arm.values())),
        list(tree, "levels", Level::parse, List.of(Level.NETWORK, Level.DATA, Level.WHOLE)),
        whole(tree, "batch_size", 4),
        new BlockPlan(
            whole(tree, "rounds", usual.rounds()),
            whole(tree, "steps", usual.steps()),
            whole(tree, "warm_up", usual.warmUp()),
            whole(tree, "settle", usual.settle()),
            whole(tree, "rounds_per_process", usual.roundsPerProcess())),
        tree.hasNonNull("quality")
            ? Optional.of(quality(child(tree, "quality")))
            : Optional.empty(),
        set(child(tree, "set")));
  }

  private static Map<String, String> set(ObjectNode tree) {
    for (SettingKey<?> key : ArmSettings.OWN) {
      if (tree.has(key.name())) {
        throw new IllegalArgumentException(
            "set must not hold " + key + ", which the comparison itself decides");
      }
    }
    return texts(tree, Keys.ALL.stream().map(SettingKey::name).toList(), "set.");
  }

  private static QualityPlan quality(ObjectNode tree) {
    requireKnown(tree, QUALITY_KEYS, "quality.");
    int iterations = whole(tree, "iterations", 1000);
    return new QualityPlan(
        iterations,
        whole(tree, "seeds", 5),
        whole(tree, "save_every", Math.max(1, iterations / 10)),
        tree.hasNonNull("metric")
            ? new QualityMetric(text(tree, "metric"))
            : QualityMetric.DEFAULT);
  }

  private static ModelSpec model(String text) {
    if (text.endsWith("-gray") || text.endsWith("-colour") || text.endsWith("-color")) {
      throw new IllegalArgumentException(
          "model must be named without channels, which the arms have, got " + text);
    }
    return ModelSpec.parseNew(text);
  }

  /** Writes the whole spec, complete or not at all; {@link #read} reads it back. */
  static void write(CompareSpec spec, Path file) throws IOException {
    YAMLMapper mapper =
        YAMLMapper.builder(
                YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build())
            .build();
    Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(aside, mapper.writeValueAsString(values(spec)));
    Files.move(
        aside,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, Object> values(CompareSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", spec.name());
    values.put("model", spec.model().toString().replaceFirst("-(gray|colour)$", ""));
    values.put(FACES, spec.faces());
    values.put("arms", spec.arms().stream().map(Arm::text).toList());
    values.put("levels", spec.levels().stream().map(Level::text).toList());
    values.put("batch_size", spec.batchSize());
    values.put("rounds", spec.plan().rounds());
    values.put("steps", spec.plan().steps());
    values.put("warm_up", spec.plan().warmUp());
    values.put("settle", spec.plan().settle());
    values.put("rounds_per_process", spec.plan().roundsPerProcess());
    spec.quality()
        .ifPresent(
            quality -> {
              Map<String, Object> inner = new LinkedHashMap<>();
              inner.put("iterations", quality.iterations());
              inner.put("seeds", quality.seeds());
              inner.put("save_every", quality.saveEvery());
              inner.put("metric", quality.metric().key());
              values.put("quality", inner);
            });
    values.put("set", spec.set());
    return values;
  }

  private static ObjectNode tree(String yaml, String origin) throws SettingsException {
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
  private static void put(ObjectNode tree, String word) throws SettingsException {
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

  private static void requireKnown(ObjectNode tree, List<String> known, String prefix) {
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!known.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "unknown key '"
                + prefix
                + field.getKey()
                + "'; nearest is "
                + prefix
                + Nearest.of(field.getKey(), known));
      }
    }
  }

  private static ObjectNode child(ObjectNode tree, String key) {
    JsonNode node = tree.get(key);
    if (node == null || node.isNull()) {
      return tree.objectNode();
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(key + " must be 'key: value' lines, got " + node);
  }

  private static String text(ObjectNode tree, String key) {
    JsonNode node = tree.get(key);
    if (node == null || !node.isValueNode() || node.isNull()) {
      throw new IllegalArgumentException(
          key
              + " must be given"
              + (node == null || node.isNull() ? "" : " as one value, got " + node));
    }
    return node.asText();
  }

  private static int whole(ObjectNode tree, String key, int otherwise) {
    JsonNode node = tree.get(key);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new IllegalArgumentException(key + " must be a whole number, got " + node);
    }
    return node.intValue();
  }

  private static <T> List<T> list(
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

  private static Map<String, String> texts(ObjectNode tree, List<String> known, String prefix) {
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
