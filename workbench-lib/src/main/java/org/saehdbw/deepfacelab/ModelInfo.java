package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.SlicedArray;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * What is known of a DeepFaceLab model without reading its weights, or of a run that can be written
 * as one.
 *
 * @param source the folder or the run's name
 * @param name the model's name in DeepFaceLab
 * @param modelClass its class there
 * @param spec what it is
 * @param iteration how many iterations it has
 * @param parameters how many weights
 * @param optimizer whose state there is, {@code AdaBelief} or {@code RMSprop}
 * @param updates how many updates the optimizer made
 * @param losses src and dst loss of the last iteration, or none
 * @param previewSamples faces a side that its preview sample has
 * @param discriminators files of discriminators beside it
 * @param options its options by DeepFaceLab's names, in DeepFaceLab's order
 * @param files the files' bytes by name
 * @param remarks what is unusual, one line each
 */
public record ModelInfo(
    String source,
    String name,
    ModelClass modelClass,
    ModelSpec spec,
    long iteration,
    long parameters,
    Optional<String> optimizer,
    long updates,
    List<Double> losses,
    int previewSamples,
    List<String> discriminators,
    Map<String, Object> options,
    Map<String, Long> files,
    List<String> remarks) {
  /** Copies lists and maps, keeping their order. */
  public ModelInfo {
    losses = List.copyOf(losses);
    discriminators = List.copyOf(discriminators);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    remarks = List.copyOf(remarks);
  }

  /**
   * Looks at the model in a folder; every file is checked as for an import.
   *
   * @throws ModelFileException if there is none or several, or a file is damaged or of another
   *     model
   */
  public static ModelInfo of(Path folder) throws IOException {
    return of(folder, Optional.empty());
  }

  /**
   * Looks at a model in a folder of several.
   *
   * @param name its name, with or without the class
   * @throws ModelFileException if there is none, or a file is damaged or of another model
   */
  public static ModelInfo of(Path folder, Optional<String> name) throws IOException {
    try (StoredModel model = StoredModel.open(ModelFolder.find(folder, name))) {
      List<String> remarks = new ArrayList<>();
      model.folder().strayFiles().ifPresent(remarks::add);
      model.weightFiles().forEach(file -> converted(file).ifPresent(remarks::add));
      Settings settings =
          OptionNames.toSettings(
              TrainingSettings.defaults(),
              model.spec(),
              model.data().options(),
              model.folder().file(ModelFolder.DATA).toString(),
              setting -> true,
              remarks::add);
      new DiscriminatorImport(model, model.spec(), remarks::add).check(settings);
      Map<String, Long> files = new LinkedHashMap<>();
      for (ArrayFile file : model.weightFiles()) {
        files.put(String.valueOf(Path.of(file.name()).getFileName()), file.bytes());
      }
      List<String> others = new ArrayList<>(model.discriminators());
      others.add(0, ModelFolder.OPTIMIZER);
      others.add(ModelFolder.DATA);
      for (String other : others) {
        Path file = model.folder().file(other);
        if (Files.exists(file)) {
          files.put(String.valueOf(file.getFileName()), Files.size(file));
        }
      }
      double[] pairs = model.data().history().pairs();
      return new ModelInfo(
          folder.toString(),
          model.folder().name(),
          model.folder().modelClass(),
          model.spec(),
          model.data().iteration(),
          parameters(model.spec()),
          model.optimizer().map(OptimizerFile::optimizer),
          model.optimizer().map(OptimizerFile::updates).orElse(0L),
          pairs.length == 0 ? List.of() : List.of(pairs[pairs.length - 2], pairs[pairs.length - 1]),
          samples(model.data().sample()),
          model.discriminators(),
          plain(model.data().options()),
          files,
          remarks);
    }
  }

  /**
   * Looks at a run as {@link ModelExport} would write it.
   *
   * @throws IOException if the run is damaged, or no model of DeepFaceLab's
   */
  public static ModelInfo of(RunFolder run) throws IOException {
    RunModel model = RunModel.open(run);
    Map<String, Long> files = new LinkedHashMap<>();
    try (var stored = Files.list(model.checkpoint().folder())) {
      for (Path file : stored.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.size(file));
      }
    }
    Map<String, Double> losses = model.checkpoint().state().losses();
    List<Double> pair = new ArrayList<>();
    for (String side : List.of("src", "dst")) {
      Double loss = losses.get(side);
      if (loss != null) {
        pair.add(loss);
      }
    }
    return new ModelInfo(
        run.name(),
        model.name(),
        ModelClass.ofChannels(model.spec().channels()),
        model.spec(),
        model.checkpoint().state().iteration(),
        parameters(model.spec()),
        model.optimizer(),
        model.checkpoint().state().optimizerIterations(),
        pair,
        samples(model.sample()),
        model.discriminators(),
        plain(model.options()),
        files,
        model.remarks());
  }

  private static long parameters(ModelSpec spec) {
    return Network.of(spec).parameters().stream().mapToLong(p -> p.dims().count()).sum();
  }

  private static Map<String, Object> plain(ModelOptions options) {
    Map<String, Object> plain = new LinkedHashMap<>();
    options.values().forEach((key, value) -> plain.put(key, plain(value)));
    return plain;
  }

  /** Lists and the like, which only forks have, become text. */
  private static Object plain(Object value) {
    if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    return value == PickleNone.NONE ? "none" : ArrayFile.shown(value.toString());
  }

  /** How many faces a side the first array has, 0 if the sample is none. */
  private static int samples(Object sample) {
    Object first = sample;
    for (int depth = 0; depth < 2; depth++) {
      first = first instanceof List<?> list && !list.isEmpty() ? list.get(0) : PickleNone.NONE;
    }
    List<Integer> shape =
        first instanceof SlicedArray sliced
            ? sliced.shape()
            : first instanceof NumpyArray array ? array.shape() : List.of();
    return shape.isEmpty() ? 0 : shape.get(0);
  }

  /** Says of a file whether its numbers are not yet what training uses. */
  static Optional<String> converted(ArrayFile file) {
    TreeSet<String> types = new TreeSet<>();
    try {
      for (String key : file.keys()) {
        types.add(file.dtype(key));
      }
    } catch (ModelFileException e) {
      throw new IllegalStateException("keys of the file itself are there", e);
    }
    types.remove("f4");
    return types.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: arrays of %s become 32-bit floats",
                file.name(),
                String.join(" and ", types)));
  }
}
