package org.saehdbw.losses;

import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.TensorOps;

/**
 * The sum of squared differences of neighbours along two axes of a picture.
 *
 * @param first axis; 1 is the channels, 2 the rows, 3 the columns
 * @param second axis
 */
public record TotalVariation(int first, int second) {
  /** Returns the differences of rows and of columns. */
  public static TotalVariation ofPictures() {
    return new TotalVariation(2, 3);
  }

  /**
   * Returns what the original computes on a graphics card: it takes the axes for rows and columns
   * that there are channels and rows.
   */
  public static TotalVariation ofChannelsAndRows() {
    return new TotalVariation(1, 2);
  }

  /** Returns each sample's value (N, 1), for pictures (N, C, H, W). */
  public <T> T perSample(TensorOps<T> ops, T x) {
    T rows = along(ops, x, second);
    return ops.dims(x).at(first) == 1 ? rows : ops.add(along(ops, x, first), rows);
  }

  private static <T> T along(TensorOps<T> ops, T x, int axis) {
    int steps = ops.dims(x).at(axis) - 1;
    T step = ops.sub(ops.part(x, axis, 1, steps), ops.part(x, axis, 0, steps));
    Dims dims = ops.dims(step);
    double values = (double) dims.count() / dims.at(0);
    return ops.affine(ops.meanPerSample(ops.square(step)), values, 0);
  }
}
