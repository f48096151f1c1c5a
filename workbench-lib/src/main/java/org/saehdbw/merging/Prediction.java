package org.saehdbw.merging;

import java.util.Locale;
import org.saehdbw.transfers.Pixels;

/**
 * What a model makes of a face's square.
 *
 * @param face the swapped face, side x side x channels; values outside [0, 1] are clipped
 * @param mask the swapped face's mask, one value a pixel, row by row
 * @param dstMask the mask of the frame's own face, of the same size
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never by value
public record Prediction(Pixels face, float[] mask, float[] dstMask) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the face is no square, or a mask has another size
   */
  public Prediction {
    int count = face.count();
    if (face.width() != face.height() || mask.length != count || dstMask.length != count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a prediction needs a square face and masks of its size, got %d x %d and masks of %d"
                  + " and %d values",
              face.width(),
              face.height(),
              mask.length,
              dstMask.length));
    }
  }

  /** The face's rows and columns. */
  public int side() {
    return face.width();
  }
}
