package org.saehdbw.losses;

import org.saehdbw.tensors.TensorOps;

/**
 * Widens a face mask by a soft border: {@code 2 clip(blur(mask), 0, 0.5)}, which is 1 inside a
 * straight edge and falls to 0 outside.
 *
 * @param window a blur of sigma {@code max(1, side / 32)}
 */
public record MaskBlur(Window window) {
  /** Returns the blur for masks of a side. */
  public static MaskBlur of(int side) {
    return new MaskBlur(Window.blur(Math.max(1, side / 32), side));
  }

  /** Returns the widened mask, of the same shape. */
  public <T> T apply(TensorOps<T> ops, T mask) {
    return ops.affine(ops.clamp(window.apply(ops, mask), 0, 0.5), 2, 0);
  }
}
