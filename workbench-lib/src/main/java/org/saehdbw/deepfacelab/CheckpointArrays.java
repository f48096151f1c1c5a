package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.pickles.NumpyFloats;
import org.saehdbw.pickles.NumpyLong;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;

/**
 * The arrays of a checkpoint as dictionaries of DeepFaceLab's, in its layout; each is read when it
 * is written. One thread at a time.
 */
final class CheckpointArrays implements AutoCloseable {
  private static final int CONVOLUTION_AXES = 4;

  private final SafetensorsReader weights;
  private final SafetensorsReader optimizer;
  private FloatBuffer scratch = FloatBuffer.allocate(0);

  private CheckpointArrays(SafetensorsReader weights, SafetensorsReader optimizer) {
    this.weights = weights;
    this.optimizer = optimizer;
  }

  /**
   * Opens both files of a checkpoint.
   *
   * @throws IOException if one is damaged or cannot be read
   */
  static CheckpointArrays open(StoredCheckpoint checkpoint) throws IOException {
    SafetensorsReader weights = checkpoint.openWeights();
    try {
      return new CheckpointArrays(weights, checkpoint.openOptimizer());
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /**
   * Returns the weights that the checkpoint holds of a discriminator, in definition order; none if
   * it holds none. Only convolutions and biases are in one.
   */
  List<Parameter> parameters(ModelFolder.Discriminator discriminator) {
    return weights.names().stream()
        .filter(name -> name.startsWith(discriminator.part() + "/"))
        .map(name -> parameter(name, weights.shape(name)))
        .toList();
  }

  private static Parameter parameter(String name, List<Integer> shape) {
    boolean kernel = shape.size() == CONVOLUTION_AXES;
    return new Parameter(
        name, new Dims(shape), kernel ? Parameter.Kind.CONVOLUTION : Parameter.Kind.BIAS);
  }

  /** Returns the dictionary of weights. */
  Map<String, Object> weights(List<Parameter> parameters) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      arrays.put(DflWeightLayout.key(parameter), later(weights, parameter, parameter.name()));
    }
    return arrays;
  }

  /** Returns which arrays an optimizer has of some weights, or nothing if it has no state. */
  Optional<List<String>> kinds(List<Parameter> parameters) {
    return parameters.isEmpty()
        ? Optional.empty()
        : OptimizerFile.KINDS.stream()
            .filter(kinds -> optimizer.names().contains(kinds.get(0) + parameters.get(0).name()))
            .findFirst();
  }

  /**
   * Returns the dictionary of an optimizer's state, or nothing if it has none.
   *
   * @param parameters the weights that it moves
   * @param updates how many updates it has made
   */
  Optional<Map<String, Object>> state(List<Parameter> parameters, long updates) {
    return kinds(parameters)
        .map(
            kinds -> {
              Map<String, Object> arrays = new LinkedHashMap<>();
              arrays.put(OptimizerFile.UPDATES, new NumpyLong(updates));
              for (String kind : kinds) {
                for (Parameter parameter : parameters) {
                  arrays.put(
                      DflWeightLayout.stateKey(kind, parameter),
                      later(optimizer, parameter, kind + parameter.name()));
                }
              }
              return arrays;
            });
  }

  private NumpyFloats later(SafetensorsReader reader, Parameter parameter, String stored) {
    return new NumpyFloats(
        DflWeightLayout.shape(parameter),
        () -> DflWeightLayout.toTheirs(parameter, read(reader, parameter, stored)));
  }

  private FloatBuffer read(SafetensorsReader reader, Parameter parameter, String stored)
      throws IOException {
    int count = Math.toIntExact(parameter.dims().count());
    if (scratch.capacity() < count) {
      scratch = FloatBuffer.allocate(count);
    }
    FloatBuffer values = scratch.slice(0, count);
    reader.read(stored, values);
    return values;
  }

  @Override
  public void close() throws IOException {
    try (weights) {
      optimizer.close();
    }
  }
}
