package org.saehdbw.checkpoints;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is saved as one generation.
 *
 * @param state what the run needs besides arrays
 * @param weights the model's weights
 * @param weightsMetadata free text for the weights' file: layout, flatten order, channels, model
 * @param optimizer the optimizer's arrays
 * @param score a figure by which the best generation is kept, lower is better
 */
public record Checkpoint(
    TrainingState state,
    List<NamedArray> weights,
    Map<String, String> weightsMetadata,
    List<NamedArray> optimizer,
    OptionalDouble score) {
  private static final int CHUNK = 1 << 14;

  /**
   * Looks at every element; {@link CheckpointStore#save} does so before it writes.
   *
   * @throws CheckpointException.NotFinite if one is NaN or infinite; the message names it
   */
  public static void requireFinite(List<NamedArray> arrays) throws CheckpointException.NotFinite {
    for (NamedArray array : arrays) {
      FloatBuffer values = array.values();
      int bad = firstNotFinite(values);
      if (bad >= 0) {
        throw new CheckpointException.NotFinite(
            array.name()
                + " holds "
                + values.get(values.position() + bad)
                + " at element "
                + bad
                + "; nothing was saved");
      }
    }
  }

  /** Returns the place of the first NaN or infinity, counted from the position; -1 for none. */
  public static int firstNotFinite(FloatBuffer buffer) {
    float[] some = new float[Math.min(CHUNK, buffer.remaining())];
    FloatBuffer values = buffer.duplicate();
    int first = values.position();
    while (values.hasRemaining()) {
      int count = Math.min(values.remaining(), CHUNK);
      int place = values.position() - first;
      values.get(some, 0, count);
      int bad = firstNotFinite(some, count);
      if (bad >= 0) {
        return place + bad;
      }
    }
    return -1;
  }

  private static int firstNotFinite(float[] values, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      // Nothing times a finite value is nothing, times any other it is not a number.
      sum += 0 * values[i];
    }
    if (sum == 0) {
      return -1;
    }
    int bad = 0;
    while (Float.isFinite(values[bad])) {
      bad++;
    }
    return bad;
  }
}
