package org.saehdbw.evaluation;

import java.nio.FloatBuffer;
import org.saehdbw.dataloaders.BatchSide;

/**
 * Mean squared error inside the faces' masks, over as many faces as are added:
 *
 * <pre>{@code sum(m * (drawn - target)²) / (channels * sum(m))}</pre>
 *
 * <p>The sums run over all faces, so a face counts as much as its mask is large. Values are in [0,
 * 1], and so is the error; lower is better. Gray and colour errors cannot be compared with each
 * other.
 */
public final class MaskedError {
  private double squares;
  private double weight;
  private long faces;

  /**
   * Adds faces that a model drew.
   *
   * @param truth what they should look like: targets and masks are used
   * @param drawn the model's pictures, {@code count * channels * side * side} values from position
   *     0 in the order of the targets
   */
  public void add(BatchSide truth, FloatBuffer drawn) {
    int plane = truth.side() * truth.side();
    for (int sample = 0; sample < truth.count(); sample++) {
      for (int channel = 0; channel < truth.channels(); channel++) {
        int picture = (sample * truth.channels() + channel) * plane;
        for (int i = 0; i < plane; i++) {
          double difference = (double) drawn.get(picture + i) - truth.target().get(picture + i);
          double mask = truth.mask().get(sample * plane + i);
          squares += mask * difference * difference;
          weight += mask;
        }
      }
    }
    faces += truth.count();
  }

  /** Returns how many faces were added. */
  public long faces() {
    return faces;
  }

  /**
   * Returns the error; NaN if a drawn value was.
   *
   * @throws IllegalStateException if nothing was added, or nothing but empty masks
   */
  public double value() {
    if (weight <= 0) {
      throw new IllegalStateException(
          "an error needs at least one face whose mask is not empty, got " + faces + " faces");
    }
    return squares / weight;
  }
}
