package org.saehdbw.deepfacelab;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.facesets.pickle.NumpyFloats;
import org.saehdbw.facesets.pickle.NumpyLong;
import org.saehdbw.facesets.pickle.PickleWriter;
import org.saehdbw.facesets.pickle.SlicedArray;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.tensors.Parameter;

/**
 * Writes a run's newest checkpoint as a model that DeepFaceLab goes on with: class SAEHDBW if it is
 * gray, SAEHD if it is in colour.
 *
 * <pre>{@code
 * ExportedModel model = ModelExport.of(run.folder()).into(Path.of("workspace/model"));
 * }</pre>
 *
 * <p>What the run was made of comes back with it: options that we have no setting for, the losses
 * as they were written, the preview sample, discriminators. An instance never changes; each method
 * returns another one.
 */
public final class ModelExport {
  private static final String NAME = "[^/\\\\:*?\"<>|\\p{Cntrl}]+";

  private final RunFolder run;
  private final Optional<String> name;
  private final boolean force;

  private ModelExport(RunFolder run, Optional<String> name, boolean force) {
    this.run = run;
    this.name = name;
    this.force = force;
  }

  /** Takes a run. */
  public static ModelExport of(RunFolder run) {
    return new ModelExport(run, Optional.empty(), false);
  }

  /**
   * Names the model; without this it has the name that it came with, or the run's.
   *
   * @throws IllegalArgumentException if DeepFaceLab cannot have a model of this name
   */
  public ModelExport name(String wanted) {
    if (!wanted.matches(NAME) || wanted.contains("_") || !wanted.equals(wanted.strip())) {
      throw new IllegalArgumentException(
          "a model's name must be a file name without underscores, at which DeepFaceLab cuts it,"
              + " got '"
              + wanted
              + "'");
    }
    return new ModelExport(run, Optional.of(wanted), force);
  }

  /** Replaces a model of the same name and class. */
  public ModelExport force() {
    return new ModelExport(run, name, true);
  }

  /**
   * Writes the model's files beside their places and renames them, {@code data.dat} last. Default
   * options of the class that are there already stay.
   *
   * @param folder where they go; created when absent, other models in it are left alone
   * @throws IllegalArgumentException if the model is there already and may not be replaced
   * @throws IOException if the run is damaged, its model is none of DeepFaceLab's, or a file cannot
   *     be written; nothing is left of it then
   */
  public ExportedModel into(Path folder) throws IOException {
    RunModel model = RunModel.open(run);
    ModelFolder target =
        new ModelFolder(
            folder, name.orElse(model.name()), ModelClass.ofChannels(model.spec().channels()));
    List<Path> there = existing(target);
    if (!there.isEmpty() && !force) {
      throw new IllegalArgumentException(
          "%s: holds a model %s already; force (--force) replaces it"
              .formatted(folder, target.prefix()));
    }
    Files.createDirectories(folder);
    Path aside =
        Files.createDirectory(
            folder.resolve(".writing-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
    try {
      ModelFolder written = new ModelFolder(aside, target.name(), target.modelClass());
      List<Path> files = write(model, written);
      if (Files.exists(target.defaultOptions())) {
        files.remove(written.defaultOptions());
        Files.delete(written.defaultOptions());
      }
      List<Path> moved = new ArrayList<>();
      for (Path file : files) {
        Path place = folder.resolve(file.getFileName());
        Files.move(
            file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved.add(place);
      }
      there.removeAll(moved);
      for (Path stale : there) {
        Files.deleteIfExists(stale);
      }
      return new ExportedModel(
          folder,
          target.name(),
          target.modelClass(),
          model.spec(),
          model.checkpoint().state().iteration(),
          moved,
          remarks(model));
    } finally {
      delete(aside);
    }
  }

  private static List<String> remarks(RunModel model) throws IOException {
    List<String> remarks = new ArrayList<>(model.remarks());
    if (model.optimizer().isEmpty()) {
      remarks.add("the run has no optimizer state yet: DeepFaceLab begins with moments of zero");
    }
    return remarks;
  }

  /** All files of a model of this name that DeepFaceLab would read. */
  private static List<Path> existing(ModelFolder target) {
    Set<String> entries = new LinkedHashSet<>();
    for (ModelSpec.Family family : ModelSpec.Family.values()) {
      ModelFolder.parts(family).forEach(part -> entries.add(part + ".npy"));
    }
    entries.addAll(ModelFolder.DISCRIMINATORS);
    entries.add(ModelFolder.OPTIMIZER);
    entries.add(ModelFolder.DATA);
    List<Path> there = new ArrayList<>();
    for (String entry : entries) {
      if (Files.exists(target.file(entry))) {
        there.add(target.file(entry));
      }
    }
    return there;
  }

  /** Returns the files in the order in which they are shown. */
  private static List<Path> write(RunModel model, ModelFolder into) throws IOException {
    List<Path> files = new ArrayList<>();
    List<Parameter> parameters = Network.of(model.spec()).parameters();
    try (SafetensorsReader reader = model.checkpoint().openWeights()) {
      Reading reading = new Reading(reader);
      for (String part : ModelFolder.parts(model.spec().family())) {
        Map<String, Object> arrays = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
          if (parameter.part().equals(part)) {
            arrays.put(TheirArrays.key(parameter), reading.of(parameter, parameter.name()));
          }
        }
        files.add(pickle(into.weights(part), arrays));
      }
    }
    try (SafetensorsReader reader = model.checkpoint().openOptimizer()) {
      Reading reading = new Reading(reader);
      for (List<String> kinds : OptimizerFile.KINDS) {
        if (reader.names().contains(kinds.get(0) + parameters.get(0).name())) {
          Map<String, Object> arrays = new LinkedHashMap<>();
          arrays.put(
              OptimizerFile.UPDATES,
              new NumpyLong(model.checkpoint().state().optimizerIterations()));
          for (String kind : kinds) {
            for (Parameter parameter : parameters) {
              arrays.put(
                  TheirArrays.stateKey(kind, parameter),
                  reading.of(parameter, kind + parameter.name()));
            }
          }
          files.add(pickle(into.file(ModelFolder.OPTIMIZER), arrays));
        }
      }
    }
    for (String discriminator : model.discriminators()) {
      Path kept = model.kept().orElseThrow().folder().resolve(discriminator);
      ArrayFile.copyChecked(kept, into.file(discriminator));
      files.add(into.file(discriminator));
    }
    ModelOptions options = model.options();
    files.add(pickle(into.defaultOptions(), options.values()));
    files.add(data(model, options, into.file(ModelFolder.DATA)));
    return files;
  }

  private static Path data(RunModel model, ModelOptions options, Path file) throws IOException {
    Object sample = model.sample();
    if (!(sample instanceof List<?> sides)) {
      return pickle(file, data(model, options, sample));
    }
    try (FileChannel kept = FileChannel.open(model.kept().orElseThrow().dataFile())) {
      return pickle(file, data(model, options, (Object) inMemory(sides, kept)));
    }
  }

  private static Map<String, Object> data(RunModel model, ModelOptions options, Object sample)
      throws IOException {
    return DataFile.value(model.checkpoint().state().iteration(), options, model.history(), sample);
  }

  /** Lists of arrays, of which long ones are read when their turn comes. */
  private static List<Object> inMemory(List<?> values, FileChannel file) throws IOException {
    List<Object> read = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof List<?> list) {
        read.add(inMemory(list, file));
      } else if (value instanceof SlicedArray sliced) {
        boolean mapped = sliced.isPlain() && sliced.dtype().equals("f4");
        read.add(
            mapped
                ? new NumpyFloats(sliced.shape(), () -> ArrayFile.floats(sliced, file))
                : sliced.load(file));
      } else {
        read.add(value);
      }
    }
    return read;
  }

  private static Path pickle(Path file, Object value) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      PickleWriter.writeProtocol4(value, out);
    }
    return file;
  }

  /** Arrays of a checkpoint, in DeepFaceLab's layout, one at a time. */
  private static final class Reading {
    private final SafetensorsReader reader;
    private FloatBuffer scratch = FloatBuffer.allocate(0);

    Reading(SafetensorsReader reader) {
      this.reader = reader;
    }

    NumpyFloats of(Parameter parameter, String stored) {
      return new NumpyFloats(
          TheirArrays.shape(parameter),
          () -> TheirArrays.toTheirs(parameter, read(parameter, stored)));
    }

    private FloatBuffer read(Parameter parameter, String stored) throws IOException {
      int count = Math.toIntExact(parameter.dims().count());
      if (scratch.capacity() < count) {
        scratch = FloatBuffer.allocate(count);
      }
      FloatBuffer values = scratch.slice(0, count);
      reader.read(stored, values);
      return values;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
