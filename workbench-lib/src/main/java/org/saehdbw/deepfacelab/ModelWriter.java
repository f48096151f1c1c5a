package org.saehdbw.deepfacelab;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.architectures.Network;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Fsync;
import org.saehdbw.pickles.NumpyFloats;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pickles.SlicedArray;
import org.saehdbw.tensors.Parameter;

/** Writes all files of a model onto the disk, each array read when its turn comes. */
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
    try (CheckpointArrays arrays = CheckpointArrays.open(model.checkpoint())) {
      for (String part : ModelFolder.parts(model.spec().family())) {
        pickle(into.weights(part), arrays.weights(StoredModel.ofPart(parameters, part)));
      }
      long updates = model.checkpoint().state().optimizerIterations();
      pickleIfPresent(into.file(ModelFolder.OPTIMIZER), arrays.state(parameters, updates));
      for (ModelFolder.Discriminator discriminator : ModelFolder.Discriminator.values()) {
        discriminator(discriminator, arrays);
      }
    }
    ModelOptions options = model.options();
    pickle(into.defaultOptions(), options.values());
    data(options);
    return files;
  }

  /** Of what the checkpoint does not hold, the run may keep the file that it came with. */
  private void discriminator(ModelFolder.Discriminator discriminator, CheckpointArrays arrays)
      throws IOException {
    List<Parameter> held = arrays.parameters(discriminator);
    if (held.isEmpty()) {
      copyKept(discriminator.weights());
    } else {
      pickle(into.file(discriminator.weights()), arrays.weights(held));
    }
    long updates =
        model.checkpoint().state().discriminatorUpdates().getOrDefault(discriminator.part(), 0L);
    if (!pickleIfPresent(into.file(discriminator.optimizer()), arrays.state(held, updates))) {
      copyKept(discriminator.optimizer());
    }
  }

  private void copyKept(String file) throws IOException {
    if (model.keptFiles().contains(file)) {
      Path kept = model.kept().orElseThrow().folder().resolve(file);
      ArrayFile.copyChecked(kept, into.file(file));
      Fsync.file(into.file(file));
      files.add(into.file(file));
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

  private boolean pickleIfPresent(Path file, Optional<Map<String, Object>> value)
      throws IOException {
    if (value.isPresent()) {
      pickle(file, value.get());
    }
    return value.isPresent();
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
}
