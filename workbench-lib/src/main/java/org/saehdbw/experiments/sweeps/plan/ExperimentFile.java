package org.saehdbw.experiments.sweeps.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlItem;
import org.saehdbw.settings.YamlRecord;

/** Reads and writes experiment files. */
public final class ExperimentFile {
  /** The keys of the file are the components of the record. */
  private static final List<String> KEYS =
      Arrays.stream(Experiment.class.getRecordComponents())
          .map(part -> part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
          .toList();

  private static final String WHAT = "an experiment";

  private ExperimentFile() {}

  /**
   * Reads a file. One without a name takes the file's.
   *
   * @throws SettingsException if it is not an experiment; the message has the key and the file
   */
  public static Experiment read(Path file) throws SettingsException, IOException {
    return read(file, UnaryOperator.identity());
  }

  /**
   * Reads a file and changes what it says, as words of a command line do.
   *
   * @param change to what was read, before the whole is checked
   * @throws SettingsException if it is not an experiment; the message has the key and the file
   */
  public static Experiment read(Path file, UnaryOperator<ExperimentBuilder> change)
      throws SettingsException, IOException {
    return parse(YamlRecord.read(file, WHAT), change);
  }

  /**
   * Reads an experiment.
   *
   * @param yaml its text
   * @param origin the text's name for messages, and the sweep's where the text has none
   * @throws SettingsException if it is not an experiment
   */
  public static Experiment parse(String yaml, String origin) throws SettingsException {
    return parse(YamlRecord.parse(yaml, WHAT, origin), UnaryOperator.identity());
  }

  private static Experiment parse(YamlRecord record, UnaryOperator<ExperimentBuilder> change)
      throws SettingsException {
    record.requireKnown(KEYS);
    try {
      return change.apply(builder(record, record.origin())).build();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + record.origin() + ")", e);
    }
  }

  private static ExperimentBuilder builder(YamlRecord fields, String origin)
      throws SettingsException {
    ExperimentBuilder builder = Experiment.builder();
    if (fields.has("search")) {
      String search = fields.word("search", "", Search.words());
      builder.search(Search.valueOf(search.toUpperCase(Locale.ROOT)));
    }
    return builder
        .name(fields.text("name", origin.replaceFirst("\\.ya?ml$", "")))
        .question(fields.text("question", ""))
        .base(base(fields))
        .over(over(fields.record("over")))
        .points(points(fields))
        .seeds(seeds(fields))
        .budget(budget(fields))
        .samples(fields.whole("samples", 0))
        .searchSeed(fields.whole("search_seed", 1))
        .metric(fields.text("metric", Experiment.DEFAULT_METRIC))
        .timeoutS(fields.number("timeout_s", 0))
        .memoryMib(fields.whole("memory_mib", 0))
        .judgeEvery(fields.whole("judge_every", 0))
        .parallelTrials(fields.whole("parallel_trials", 0))
        .devices(fields.text("devices", Experiment.DEVICE_OF_BASE))
        .halving(halving(fields.record("halving")))
        .until(fields.text("until", ""))
        .decide(Decide.of(fields.record("decide")));
  }

  private static Map<String, String> base(YamlRecord fields) throws SettingsException {
    Optional<YamlRecord> base = fields.record("base");
    return base.isPresent() ? base.get().texts() : Map.of();
  }

  private static Map<String, Axis> over(Optional<YamlRecord> record) throws SettingsException {
    Map<String, Axis> over = new LinkedHashMap<>();
    if (record.isEmpty()) {
      return over;
    }
    YamlRecord axes = record.get();
    for (String key : axes.names()) {
      if (axes.isRecord(key)) {
        YamlRecord range = axes.requiredRecord(key);
        range.requireKnown(List.of("low", "high", "log", "step"));
        over.put(
            key,
            new Axis.Range(
                range.requiredNumber("low"),
                range.requiredNumber("high"),
                range.flag("log"),
                range.number("step", 0)));
      } else {
        over.put(key, new Axis.Values(axes.list(key)));
      }
    }
    return over;
  }

  /** A point is a record of settings, or a model's short name alone. */
  private static List<Map<String, String>> points(YamlRecord fields) throws SettingsException {
    List<Map<String, String>> points = new ArrayList<>();
    for (YamlItem item : fields.items("points")) {
      if (item.isRecord()) {
        points.add(item.record().texts());
      } else if (item.isWord()) {
        points.add(Map.of("model", item.text()));
      } else {
        throw item.wrong("settings or models' short names");
      }
    }
    return points;
  }

  private static List<Long> seeds(YamlRecord fields) throws SettingsException {
    if (!fields.isList("seeds")) {
      long count = fields.whole("seeds", 1);
      return LongStream.rangeClosed(1, count).boxed().toList();
    }
    List<Long> seeds = new ArrayList<>();
    for (YamlItem item : fields.items("seeds")) {
      seeds.add(item.whole("a count or whole numbers"));
    }
    return seeds;
  }

  private static SweepBudget budget(YamlRecord fields) throws SettingsException {
    YamlRecord budget = fields.requiredRecord("budget");
    budget.requireKnown(List.of("iterations", "seconds", "samples", "until"));
    if (budget.names().size() != 1) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "budget must have one of iterations, seconds, samples, until, got %s (%s)",
              budget.names(),
              fields.origin()));
    }
    String kind = budget.names().get(0);
    if (!kind.equals("until")) {
      return new SweepBudget(
          SweepBudget.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
          budget.requiredNumber(kind),
          "",
          0);
    }
    YamlRecord until = budget.requiredRecord("until");
    List<String> figures =
        until.names().stream().filter(name -> !name.equals("most_iterations")).toList();
    if (figures.size() != 1) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "budget.until must have one figure and most_iterations, got %s (%s)",
              until.names(),
              fields.origin()));
    }
    return SweepBudget.until(
        figures.get(0), until.requiredNumber(figures.get(0)), until.whole("most_iterations", 0));
  }

  private static Optional<Halving> halving(Optional<YamlRecord> record) throws SettingsException {
    if (record.isEmpty()) {
      return Optional.empty();
    }
    record.get().requireKnown(List.of("eta", "min_iterations"));
    return Optional.of(
        new Halving(record.get().whole("eta", 3), record.get().whole("min_iterations", 0)));
  }

  /** Writes an experiment, a complete file at once. */
  public static void write(Path file, Experiment experiment) throws IOException {
    AtomicFile.write(file, text(experiment));
  }

  /**
   * Returns the file's text; {@link #parse} makes an equal experiment of it.
   *
   * @param experiment what it says
   */
  public static String text(Experiment experiment) {
    ObjectNode tree = LedgerFormat.JSON.valueToTree(experiment);
    if (experiment.samples() == 0) {
      tree.remove(List.of("samples", "search_seed"));
    }
    if (experiment.parallelTrials() == 0) {
      tree.remove("parallel_trials");
    }
    if (experiment.devices().equals(Experiment.DEVICE_OF_BASE)) {
      tree.remove("devices");
    }
    experiment
        .halving()
        .ifPresent(halving -> tree.set("halving", LedgerFormat.JSON.valueToTree(halving)));
    if (!experiment.until().isEmpty()) {
      tree.put("until", experiment.until());
    }
    experiment
        .decide()
        .ifPresent(decide -> tree.set("decide", LedgerFormat.JSON.valueToTree(decide)));
    try {
      // Every text stays in quotes: 1.0E-4 without would be read back as a number.
      YAMLFactory factory =
          YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();
      return new YAMLMapper(factory).writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + experiment, e);
    }
  }
}
