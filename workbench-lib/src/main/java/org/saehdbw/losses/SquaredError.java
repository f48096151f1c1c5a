package org.saehdbw.losses;

import org.saehdbw.tensors.TensorOps;

/** The mean squared difference over channels, rows and columns. */
public record SquaredError() {
  /** Returns each sample's value (N, 1). */
  public <T> T perSample(TensorOps<T> ops, T x, T y) {
    return ops.meanPerSample(ops.square(ops.sub(x, y)));
  }
}
