package org.saehdbw.checkpoints;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
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
        throw notFinite(array, bad);
      }
    }
  }

  /**
   * Returns the exception for an array that must not be saved.
   *
   * @param bad the place of its first NaN or infinity, in C order
   */
  public static CheckpointException.NotFinite notFinite(NamedArray array, int bad) {
    return new CheckpointException.NotFinite(
        String.format(
            Locale.ROOT,
            "%s holds %s at element %d; nothing was saved",
            array.name(),
            array.values().get(array.values().position() + bad),
            bad));
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

  /**
   * Returns the place of the first NaN or infinity, -1 for none.
   *
   * @param count how many of the values are looked at, from the first
   */
  public static int firstNotFinite(float[] values, int count) {
    // Nothing times a finite value is nothing, times any other it is not a number. Four sums side
    // by side: one alone would wait for each addition to end.
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += 0 * values[i];
      b += 0 * values[i + 1];
      c += 0 * values[i + 2];
      d += 0 * values[i + 3];
    }
    for (; i < count; i++) {
      a += 0 * values[i];
    }
    if (a + b + c + d == 0) {
      return -1;
    }
    int bad = 0;
    while (Float.isFinite(values[bad])) {
      bad++;
    }
    return bad;
  }
}
