package org.saehdbw.experiments.compare.plan;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlItem;
import org.saehdbw.settings.YamlRecord;
import org.saehdbw.training.plan.TrainingSettings;

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

  private static final String SEEDS = "seeds";
  private static final String UNTIL = "until";
  private static final String DECIDE = "decide";
  private static final List<String> FACES_KEYS =
      List.of(CompareSpec.PRETRAINING, CompareSpec.SRC, CompareSpec.DST);
  private static final List<String> QUALITY_KEYS =
      List.of(
          "iterations",
          SEEDS,
          "save_every",
          "metric",
          "timeout_s",
          "parallel_trials",
          UNTIL,
          DECIDE);
  private static final String FACES = "faces";
  private static final String WHAT = "an experiment";

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
    return parse(YamlRecord.read(file, WHAT), words);
  }

  /**
   * Reads YAML text.
   *
   * @param origin the text's name for messages
   * @throws SettingsException if it is not a comparison
   */
  public static CompareSpec parse(String yaml, List<String> words, String origin)
      throws SettingsException {
    return parse(YamlRecord.parse(yaml, WHAT, origin), words);
  }

  private static CompareSpec parse(YamlRecord record, List<String> words) throws SettingsException {
    YamlRecord changed = record;
    for (String word : words) {
      changed = changed.with(word);
    }
    return parse(changed);
  }

  /**
   * Reads a comparison from a record.
   *
   * @throws SettingsException if it is not a comparison
   */
  public static CompareSpec parse(YamlRecord record) throws SettingsException {
    record.requireKnown(KEYS);
    try {
      return spec(record);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + record.origin() + ")", e);
    }
  }

  private static CompareSpec spec(YamlRecord record) throws SettingsException {
    BlockPlan usual = BlockPlan.DEFAULT;
    Optional<YamlRecord> quality = record.record("quality");
    return new CompareSpec(
        record.requiredText("name"),
        model(record.requiredText("model")),
        texts(record.record(FACES), FACES_KEYS),
        list(record, "arms", Arm::parse, List.of(Arm.values())),
        list(record, "levels", Level::parse, List.of(Level.NETWORK, Level.DATA, Level.WHOLE)),
        record.whole("batch_size", BatchOptions.BATCH_SIZE.defaultValue()),
        new BlockPlan(
            record.whole("rounds", usual.rounds()),
            record.whole("steps", usual.steps()),
            record.whole("warm_up", usual.warmUp()),
            record.whole("settle", usual.settle()),
            record.whole("rounds_per_process", usual.roundsPerProcess())),
        quality.isPresent() ? Optional.of(quality(quality.get())) : Optional.empty(),
        set(record.record("set")));
  }

  private static Map<String, String> texts(Optional<YamlRecord> record, List<String> known)
      throws SettingsException {
    if (record.isEmpty()) {
      return Map.of();
    }
    record.get().requireKnown(known);
    return record.get().texts();
  }

  private static <T> List<T> list(
      YamlRecord record, String name, Function<String, T> parser, List<T> otherwise)
      throws SettingsException {
    if (!record.has(name)) {
      return otherwise;
    }
    List<T> values = new ArrayList<>();
    for (YamlItem item : record.items(name)) {
      values.add(parser.apply(item.text()));
    }
    return values;
  }

  private static Map<String, String> set(Optional<YamlRecord> record) throws SettingsException {
    for (Setting<?> key : ArmSettings.OWN) {
      if (record.isPresent() && record.get().names().contains(key.name())) {
        throw new IllegalArgumentException(
            "set must not hold " + key + ", which the comparison itself decides");
      }
    }
    return texts(record, TrainingSettings.REGISTRY.names());
  }

  private static QualityPlan quality(YamlRecord record) throws SettingsException {
    record.requireKnown(QUALITY_KEYS);
    String until = record.text(UNTIL, "");
    if (!until.isEmpty() && record.has(SEEDS)) {
      throw new IllegalArgumentException(
          "quality.seeds must be left out with quality.until: decided, which adds seeds as"
              + " quality.decide says (first_seeds, add_seeds, most_seeds), got "
              + record.whole(SEEDS, 0));
    }
    int iterations = record.whole("iterations", 1000);
    return new QualityPlan(
        iterations,
        record.whole(SEEDS, 5),
        record.whole("save_every", Math.max(1, iterations / 10)),
        record.has("metric")
            ? new QualityMetric(record.requiredText("metric"))
            : QualityMetric.DEFAULT,
        record.whole("timeout_s", 0),
        record.whole("parallel_trials", 0),
        until,
        Decide.of(record.record(DECIDE)));
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
    spec.quality().ifPresent(quality -> values.put("quality", values(quality)));
    values.put("set", spec.set());
    return values;
  }

  private static Map<String, Object> values(QualityPlan quality) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("iterations", quality.iterations());
    if (quality.deciding().isEmpty()) {
      values.put(SEEDS, quality.seeds());
    }
    values.put("save_every", quality.saveEvery());
    values.put("metric", quality.metric().key());
    values.put("timeout_s", quality.timeoutS());
    if (quality.parallelTrials() > 0) {
      values.put("parallel_trials", quality.parallelTrials());
    }
    if (quality.deciding().isPresent()) {
      values.put(UNTIL, quality.until());
    }
    // Also where it is not said, so that another default later leaves what was started as it is.
    quality.deciding().or(quality::decide).ifPresent(how -> values.put(DECIDE, how.fields()));
    return values;
  }
}
