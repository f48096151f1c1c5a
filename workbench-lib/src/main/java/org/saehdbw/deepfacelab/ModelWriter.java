package org.saehdbw.deepfacelab;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Fsync;
import org.saehdbw.pickles.NumpyFloats;
import org.saehdbw.pickles.NumpyLong;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pickles.SlicedArray;
import org.saehdbw.tensors.Parameter;

/**
 * Writes all files of a model onto the disk, each array read from the checkpoint when its turn
 * comes.
 */
final class ModelWriter {
  private static final int BUFFER = 1 << 16;

  private final RunModel model;
  private final ModelFolder into;
  private final List<Parameter> parameters;
  private final List<Path> files = new ArrayList<>();

  /**
   * Prepares to write a run's model.
   *
   * @param into a folder that is there
   */
  ModelWriter(RunModel model, ModelFolder into) {
    this.model = model;
    this.into = into;
    parameters = Network.of(model.spec()).parameters();
  }

  /** Writes the files and returns them in the order in which they may be shown. */
  List<Path> write() throws IOException {
    weights();
    optimizer();
    for (String discriminator : model.discriminators()) {
      Path kept = model.kept().orElseThrow().folder().resolve(discriminator);
      ArrayFile.copyChecked(kept, into.file(discriminator));
      Fsync.file(into.file(discriminator));
      files.add(into.file(discriminator));
    }
    ModelOptions options = model.options();
    pickle(into.defaultOptions(), options.values());
    data(options);
    return files;
  }

  private void weights() throws IOException {
    try (SafetensorsReader reader = model.checkpoint().openWeights()) {
      Reading reading = new Reading(reader);
      for (String part : ModelFolder.parts(model.spec().family())) {
        Map<String, Object> arrays = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
          if (parameter.part().equals(part)) {
            arrays.put(DflWeightLayout.key(parameter), reading.of(parameter, parameter.name()));
          }
        }
        pickle(into.weights(part), arrays);
      }
    }
  }

  private void optimizer() throws IOException {
    try (SafetensorsReader reader = model.checkpoint().openOptimizer()) {
      Reading reading = new Reading(reader);
      for (List<String> kinds : OptimizerFile.KINDS) {
        if (!reader.names().contains(kinds.get(0) + parameters.get(0).name())) {
          continue;
        }
        Map<String, Object> arrays = new LinkedHashMap<>();
        arrays.put(
            OptimizerFile.UPDATES, new NumpyLong(model.checkpoint().state().optimizerIterations()));
        for (String kind : kinds) {
          for (Parameter parameter : parameters) {
            arrays.put(
                DflWeightLayout.stateKey(kind, parameter),
                reading.of(parameter, kind + parameter.name()));
          }
        }
        pickle(into.file(ModelFolder.OPTIMIZER), arrays);
      }
    }
  }

  private void data(ModelOptions options) throws IOException {
    long iteration = model.checkpoint().state().iteration();
    Path file = into.file(ModelFolder.DATA);
    if (!(model.sample() instanceof List<?> sides)) {
      pickle(file, DataFile.value(iteration, options, model.history(), model.sample()));
      return;
    }
    try (FileChannel kept = FileChannel.open(model.kept().orElseThrow().dataFile())) {
      pickle(file, DataFile.value(iteration, options, model.history(), readLater(sides, kept)));
    }
  }

  /** Lists of arrays, of which long ones are read when their turn comes. */
  private static List<Object> readLater(List<?> values, FileChannel file) throws IOException {
    List<Object> read = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof List<?> list) {
        read.add(readLater(list, file));
      } else if (value instanceof SlicedArray sliced) {
        boolean asItIs = sliced.isPlain() && sliced.dtype().equals("f4");
        read.add(
            asItIs
                ? new NumpyFloats(sliced.shape(), () -> ArrayFile.floats(sliced, file))
                : sliced.load(file));
      } else {
        read.add(value);
      }
    }
    return read;
  }

  private void pickle(Path file, Object value) throws IOException {
    AtomicFile.writeDurable(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
          PickleWriter.write(value, 4, out);
          out.flush();
        });
    files.add(file);
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
          DflWeightLayout.shape(parameter),
          () -> DflWeightLayout.toTheirs(parameter, read(parameter, stored)));
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
}
