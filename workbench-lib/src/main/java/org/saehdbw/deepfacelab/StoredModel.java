package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.tensors.Parameter;

/**
 * A model as DeepFaceLab saved it, every file open and checked against what the options say it is;
 * arrays are read when asked for.
 */
final class StoredModel implements AutoCloseable {
  private final ModelFolder folder;
  private final DataFile data;
  private final ModelSpec spec;
  private final List<Parameter> parameters;
  private final Map<String, ArrayFile> parts;
  private final Optional<OptimizerFile> optimizer;

  private StoredModel(
      ModelFolder folder,
      DataFile data,
      ModelSpec spec,
      Map<String, ArrayFile> parts,
      Optional<OptimizerFile> optimizer) {
    this.folder = folder;
    this.data = data;
    this.spec = spec;
    this.parameters = Network.of(spec).parameters();
    this.parts = parts;
    this.optimizer = optimizer;
  }

  /**
   * Opens all files of a model.
   *
   * @throws ModelFileException if one is missing, damaged, or of another model
   * @throws IOException if one cannot be read
   */
  static StoredModel open(ModelFolder folder) throws IOException {
    DataFile data = DataFile.read(folder.file(ModelFolder.DATA));
    Map<String, ArrayFile> parts = new LinkedHashMap<>();
    List<ArrayFile> opened = new ArrayList<>();
    try {
      ModelSpec colour = data.options().spec(folder.file(ModelFolder.DATA).toString(), 3);
      List<String> names = ModelFolder.parts(colour.family());
      for (String part : names) {
        Path file = folder.weights(part);
        if (!Files.exists(file)) {
          throw new ModelFileException(
              String.format(
                  Locale.ROOT,
                  "%s: is missing; a %s model has the parts %s",
                  file,
                  colour.archi(),
                  names.stream().collect(Collectors.joining(", "))));
        }
        ArrayFile arrays = ArrayFile.open(file);
        opened.add(arrays);
        parts.put(part, arrays);
      }
      ModelSpec spec = withChannels(colour, channels(colour, parts));
      List<Parameter> parameters = Network.of(spec).parameters();
      for (Map.Entry<String, ArrayFile> part : parts.entrySet()) {
        check(part.getValue(), ofPart(parameters, part.getKey()), spec.toString());
      }
      Optional<OptimizerFile> optimizer = Optional.empty();
      if (Files.exists(folder.file(ModelFolder.OPTIMIZER))) {
        ArrayFile arrays = ArrayFile.open(folder.file(ModelFolder.OPTIMIZER));
        opened.add(arrays);
        optimizer = Optional.of(OptimizerFile.of(arrays, spec.toString(), parameters));
      }
      return new StoredModel(folder, data, spec, parts, optimizer);
    } catch (IOException | RuntimeException e) {
      for (ArrayFile file : opened) {
        file.close();
      }
      throw e;
    }
  }

  /** Only the encoder's first kernel distinguishes gray from colour. */
  private static int channels(ModelSpec spec, Map<String, ArrayFile> parts)
      throws ModelFileException {
    ArrayFile encoder = parts.get("encoder");
    if (encoder == null) {
      throw new IllegalStateException("every model has an encoder");
    }
    Parameter first = Network.of(spec).parameters().get(0);
    String key = DflWeightLayout.key(first);
    if (!encoder.has(key)) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT, "%s: has no %s, which %s needs", encoder.name(), key, spec.archi()));
    }
    List<Integer> shape = encoder.shape(key);
    int channels = shape.size() == 4 ? shape.get(2) : 0;
    if (channels != 1 && channels != 3) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT,
              "%s: %s must have 1 input channel for gray or 3 for colour on its third axis, got the"
                  + " shape %s",
              encoder.name(),
              key,
              shape));
    }
    return channels;
  }

  static ModelSpec withChannels(ModelSpec spec, int channels) {
    return new ModelSpec(
        spec.family(),
        spec.options(),
        spec.resolution(),
        spec.aeDims(),
        spec.eDims(),
        spec.dDims(),
        spec.dMaskDims(),
        channels);
  }

  static List<Parameter> ofPart(List<Parameter> parameters, String part) {
    return parameters.stream().filter(parameter -> parameter.part().equals(part)).toList();
  }

  /**
   * Refuses a file that does not hold exactly the weights of a part.
   *
   * @param owner what the part is of, for messages
   */
  static void check(ArrayFile file, List<Parameter> parameters, String owner)
      throws ModelFileException {
    List<String> known = new ArrayList<>();
    for (Parameter parameter : parameters) {
      String key = DflWeightLayout.key(parameter);
      file.require(key, DflWeightLayout.shape(parameter), owner);
      known.add(key);
    }
    requireNothingBeside(file, known, owner);
  }

  static void requireNothingBeside(ArrayFile file, List<String> known, String owner)
      throws ModelFileException {
    List<String> others = file.keysBeside(known);
    if (!others.isEmpty()) {
      throw new ModelFileException.OtherModel(
          String.format(
              Locale.ROOT,
              "%s: holds %s, which %s does not have; the file may be of another model",
              file.name(),
              ArrayFile.shown(others.get(0)),
              owner));
    }
  }

  ModelFolder folder() {
    return folder;
  }

  DataFile data() {
    return data;
  }

  ModelSpec spec() {
    return spec;
  }

  Optional<OptimizerFile> optimizer() {
    return optimizer;
  }

  /** The weights' files, in the order in which DeepFaceLab saves them. */
  List<ArrayFile> weightFiles() {
    return List.copyOf(parts.values());
  }

  /** Files of discriminators beside the model. */
  List<String> discriminators() {
    return ModelFolder.DISCRIMINATORS.stream()
        .filter(name -> Files.exists(folder.file(name)))
        .toList();
  }

  /** Reads all weights into our layout. */
  List<NamedArray> loadWeights() throws IOException {
    List<NamedArray> weights = new ArrayList<>();
    for (Map.Entry<String, ArrayFile> part : parts.entrySet()) {
      weights.addAll(load(part.getValue(), ofPart(parameters, part.getKey())));
    }
    return weights;
  }

  /** Reads the weights of a part into our layout. */
  static List<NamedArray> load(ArrayFile file, List<Parameter> parameters) throws IOException {
    List<NamedArray> weights = new ArrayList<>();
    for (Parameter parameter : parameters) {
      weights.add(load(file, DflWeightLayout.key(parameter), parameter.name(), parameter));
    }
    return weights;
  }

  /** Reads the optimizer's state into our layout; nothing if the file does not exist. */
  List<NamedArray> loadOptimizer() throws IOException {
    return optimizer.isPresent() ? optimizer.get().load(parameters) : List.of();
  }

  static NamedArray load(ArrayFile file, String key, String name, Parameter parameter)
      throws IOException {
    FloatBuffer stored = file.floats(key);
    int bad = Checkpoint.firstNotFinite(stored);
    if (bad >= 0) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT,
              "%s: %s holds %s at element %d, and a model with such numbers cannot be trained",
              file.name(),
              key,
              stored.get(stored.position() + bad),
              bad));
    }
    return new NamedArray(
        name, parameter.dims().sizes(), DflWeightLayout.toOurs(parameter, stored));
  }

  @Override
  public void close() throws IOException {
    for (ArrayFile file : parts.values()) {
      file.close();
    }
    if (optimizer.isPresent()) {
      optimizer.get().file().close();
    }
  }
}
