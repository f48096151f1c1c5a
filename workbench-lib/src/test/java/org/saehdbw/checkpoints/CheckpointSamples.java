package org.saehdbw.checkpoints;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Small checkpoints whose contents follow from the iteration. */
final class CheckpointSamples {
  private CheckpointSamples() {}

  static TrainingState state(long iteration) {
    return new TrainingState(
        "df-ud-64-32-16-16-16-gray",
        "pretrain",
        iteration,
        iteration + 5,
        7,
        2,
        Map.of("src", 2 * iteration),
        Map.of("batch_size", "4"),
        new TreeMap<>(Map.of("src", 1.25, "dst", 2.5)),
        Map.of(),
        Map.of(),
        List.of());
  }

  static Checkpoint checkpoint(long iteration, int elements) {
    return checkpoint(iteration, elements, OptionalDouble.empty());
  }

  static Checkpoint checkpoint(long iteration, int elements, OptionalDouble score) {
    float[] weights = new float[elements];
    float[] moments = new float[elements];
    for (int i = 0; i < elements; i++) {
      weights[i] = iteration + i * 0.5f;
      moments[i] = -iteration - i * 0.25f;
    }
    return new Checkpoint(
        state(iteration),
        List.of(
            new NamedArray("encoder/weight", List.of(elements), FloatBuffer.wrap(weights)),
            new NamedArray("encoder/bias", List.of(1, 2), FloatBuffer.wrap(new float[] {1, -2}))),
        Map.of("layout", "OIHW"),
        List.of(new NamedArray("ms_encoder/weight", List.of(elements), FloatBuffer.wrap(moments))),
        score);
  }
}
