package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.saehdbw.tensors.Parameter;

/** Gives an engine's arrays away as buffers, at once or all together. */
final class GradientHanding implements StepEngine.Receiver {
  private final GradientSink sink;
  private final int batchSize;
  private final long copied;
  private final Function<NDArray, FloatBuffer> values;
  private final Map<String, FloatBuffer> held = new LinkedHashMap<>();
  private final long began = System.nanoTime();

  /**
   * Starts the clock of the engine.
   *
   * @param sink takes the buffers
   * @param batchSize samples a side
   * @param copied how long the samples' way into the engine took, in nanoseconds
   * @param values gives an array's values as a buffer
   */
  GradientHanding(
      GradientSink sink, int batchSize, long copied, Function<NDArray, FloatBuffer> values) {
    this.sink = sink;
    this.batchSize = batchSize;
    this.copied = copied;
    this.values = values;
  }

  @Override
  public boolean losses(List<String> names, NDArray terms) {
    float[] flat = terms.toFloatArray();
    return sink.losses(StepResult.of(batchSize, names, flat, copied, System.nanoTime() - began));
  }

  @Override
  public void gradients(List<Parameter> of, List<NDArray> gradients) {
    Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
    for (int i = 0; i < of.size(); i++) {
      buffers.put(of.get(i).name(), values.apply(gradients.get(i)));
    }
    if (sink.holdsAll()) {
      held.putAll(buffers);
    } else {
      sink.gradients(buffers);
      gradients.forEach(NDArray::close);
    }
  }

  /** Gives away what was held. */
  void end() {
    if (!held.isEmpty()) {
      sink.gradients(held);
    }
  }
}
