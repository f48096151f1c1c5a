package org.saehdbw.losses;

import org.saehdbw.tensors.TensorOps;

/** The mean absolute difference weighted by the eyes-and-mouth mask, over the whole picture. */
public record EyesMouth() {
  /** Returns each sample's value (N, 1), for a mask (N, 1, side, side). */
  public <T> T perSample(TensorOps<T> ops, T target, T predicted, T mask) {
    T difference = ops.sub(ops.mul(target, mask), ops.mul(predicted, mask));
    return ops.meanPerSample(ops.abs(difference));
  }
}
