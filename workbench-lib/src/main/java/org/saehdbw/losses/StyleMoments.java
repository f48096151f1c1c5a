package org.saehdbw.losses;

import org.saehdbw.tensors.TensorOps;

/**
 * How far two blurred pictures are apart in the mean and the deviation of each channel.
 *
 * @param window a blur of sigma {@code side / 8}, rounded down
 */
public record StyleMoments(Window window) {
  private static final double SMALL = 1e-5;

  /** Returns the loss for pictures of a side, at least 8. */
  public static StyleMoments of(int side) {
    return new StyleMoments(Window.blur(side / 8, side));
  }

  /** Returns each sample's mean over channels (N, 1), for pictures (N, C, side, side). */
  public <T> T perSample(TensorOps<T> ops, T x, T y) {
    T blurredX = window.apply(ops, x);
    T blurredY = window.apply(ops, y);
    T meanX = ops.meanPerChannel(blurredX);
    T meanY = ops.meanPerChannel(blurredY);
    T means = ops.square(ops.sub(meanX, meanY));
    T deviations =
        ops.square(ops.sub(deviation(ops, blurredX, meanX), deviation(ops, blurredY, meanY)));
    return ops.meanPerSample(ops.add(means, deviations));
  }

  private static <T> T deviation(TensorOps<T> ops, T x, T mean) {
    T variance = ops.meanPerChannel(ops.square(ops.sub(x, mean)));
    return ops.sqrt(ops.affine(variance, 1, SMALL));
  }
}
