package org.saehdbw.experiments.compare.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.training.settings.Keys;
import org.saehdbw.training.settings.SettingKey;
import org.saehdbw.training.settings.SettingsException;

/**
 * Comparisons as YAML: reads what people write, writes the whole of what holds.
 *
 * <pre>{@code
 * name: gray-vs-colour-small
 * model: df-ud-64-32-16-16-16        # without channels: the arms have them
 * faces:
 *   pretraining_data: drawn:600      # or src and dst
 * quality: {iterations: 1000, seeds: 5, save_every: 100, timeout_s: 0}  # 0: no limit
 * set: {learning_rate: 1e-4}
 * }</pre>
 */
public final class CompareFile {
  /** Of the file itself; every other key is one of these or belongs into set. */
  public static final List<String> KEYS =
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
      List.of("iterations", "seeds", "save_every", "metric", "timeout_s");
  private static final String FACES = "faces";
  private static final int LARGEST_FILE = 1 << 20;

  private CompareFile() {}

  /**
   * Reads a file.
   *
   * @param words {@code key=value}, which win over the file; a key within another has a dot, as
   *     {@code quality.seeds=3}
   * @throws SettingsException if it is not such a file, a key is unknown or a value not allowed
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
   * @throws SettingsException if it is not a comparison
   */
  public static CompareSpec parse(String yaml, List<String> words, String origin)
      throws SettingsException {
    ObjectNode tree = YamlTree.read(yaml, origin);
    for (String word : words) {
      YamlTree.put(tree, word);
    }
    try {
      return parse(tree);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + origin + ")", e);
    }
  }

  /**
   * Reads a comparison that was parsed before.
   *
   * @throws IllegalArgumentException if it is not a comparison
   */
  public static CompareSpec parse(ObjectNode tree) {
    YamlTree.requireKnown(tree, KEYS, "");
    BlockPlan usual = BlockPlan.DEFAULT;
    return new CompareSpec(
        YamlTree.text(tree, "name"),
        model(YamlTree.text(tree, "model")),
        YamlTree.texts(YamlTree.child(tree, FACES), FACES_KEYS, "faces."),
        YamlTree.list(tree, "arms", Arm::parse, List.of(Arm.values())),
        YamlTree.list(
            tree, "levels", Level::parse, List.of(Level.NETWORK, Level.DATA, Level.WHOLE)),
        YamlTree.whole(tree, "batch_size", 4),
        new BlockPlan(
            YamlTree.whole(tree, "rounds", usual.rounds()),
            YamlTree.whole(tree, "steps", usual.steps()),
            YamlTree.whole(tree, "warm_up", usual.warmUp()),
            YamlTree.whole(tree, "settle", usual.settle()),
            YamlTree.whole(tree, "rounds_per_process", usual.roundsPerProcess())),
        tree.hasNonNull("quality")
            ? Optional.of(quality(YamlTree.child(tree, "quality")))
            : Optional.empty(),
        set(YamlTree.child(tree, "set")));
  }

  private static Map<String, String> set(ObjectNode tree) {
    for (SettingKey<?> key : ArmSettings.OWN) {
      if (tree.has(key.name())) {
        throw new IllegalArgumentException(
            "set must not hold " + key + ", which the comparison itself decides");
      }
    }
    return YamlTree.texts(tree, Keys.ALL.stream().map(SettingKey::name).toList(), "set.");
  }

  private static QualityPlan quality(ObjectNode tree) {
    YamlTree.requireKnown(tree, QUALITY_KEYS, "quality.");
    int iterations = YamlTree.whole(tree, "iterations", 1000);
    return new QualityPlan(
        iterations,
        YamlTree.whole(tree, "seeds", 5),
        YamlTree.whole(tree, "save_every", Math.max(1, iterations / 10)),
        tree.hasNonNull("metric")
            ? new QualityMetric(YamlTree.text(tree, "metric"))
            : QualityMetric.DEFAULT,
        YamlTree.whole(tree, "timeout_s", 0));
  }

  private static ModelSpec model(String text) {
    if (text.endsWith("-gray") || text.endsWith("-colour") || text.endsWith("-color")) {
      throw new IllegalArgumentException(
          "model must be named without channels, which the arms have, got " + text);
    }
    return ModelSpec.parseNew(text);
  }

  /** Writes the whole spec, complete or not at all; {@link #read} reads it back. */
  public static void write(CompareSpec spec, Path file) throws IOException {
    YAMLMapper mapper =
        YAMLMapper.builder(
                YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build())
            .build();
    AtomicFile.write(file, mapper.writeValueAsString(values(spec)));
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
              inner.put("timeout_s", quality.timeoutS());
              values.put("quality", inner);
            });
    values.put("set", spec.set());
    return values;
  }
}
