package org.saehdbw.losses;

import org.saehdbw.tensors.TensorOps;

/**
 * Replaces a target's background by a normalised blur of the background alone.
 *
 * @param window a blur of sigma {@code side / 128}
 */
public record BlurOutMask(Window window) {
  /** Returns the change for pictures of a side. */
  public static BlurOutMask of(int side) {
    return new BlurOutMask(Window.blur(side / 128.0, side));
  }

  /** Returns the changed target, for a mask (N, 1, side, side). */
  public <T> T apply(TensorOps<T> ops, T target, T mask) {
    T outside = ops.affine(mask, -1, 1);
    T blurred = window.apply(ops, ops.mul(target, outside));
    T weight = ops.oneWhereZero(ops.affine(window.apply(ops, mask), -1, 1));
    return ops.add(ops.mul(target, mask), ops.mul(ops.div(blurred, weight), outside));
  }
}
