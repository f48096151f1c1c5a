package org.saehdbw.losses;

import org.saehdbw.tensors.TensorOps;

/**
 * Structural dissimilarity, (1 - SSIM) / 2, after Wang and others 2004 with DeepFaceLab's window:
 * sigma 1.5, only where it fits whole; 0 for equal pictures.
 *
 * @param window the Gaussian window
 */
public record Dssim(Window window) {
  private static final double C1 = 1e-4;
  private static final double C2 = 9e-4;

  /** Returns the loss for pictures of a side, with a window of {@code max(1, size)} taps. */
  public static Dssim of(int size, int side) {
    return new Dssim(Window.dssim(Math.max(1, size), side));
  }

  /** Returns each sample's value (N, 1), for pictures (N, C, side, side) in [0, 1]. */
  public <T> T perSample(TensorOps<T> ops, T x, T y) {
    T meanX = window.apply(ops, x);
    T meanY = window.apply(ops, y);
    T product = window.apply(ops, ops.mul(x, y));
    T squares = window.apply(ops, ops.add(ops.square(x), ops.square(y)));
    T cross = ops.affine(ops.mul(meanX, meanY), 2, 0);
    T power = ops.add(ops.square(meanX), ops.square(meanY));
    T luminance = ops.div(ops.affine(cross, 1, C1), ops.affine(power, 1, C1));
    T covariance = ops.affine(ops.sub(ops.affine(product, 2, 0), cross), 1, C2);
    T structure = ops.div(covariance, ops.affine(ops.sub(squares, power), 1, C2));
    return ops.affine(ops.meanPerSample(ops.mul(luminance, structure)), -0.5, 0.5);
  }
}
