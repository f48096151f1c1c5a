package org.saehdbw.losses;

import org.saehdbw.tensors.TensorOps;

/** Binary cross-entropy of a discriminator's logits. */
public record LogitLoss() {
  /**
   * Returns each sample's mean over its logits (N, 1).
   *
   * @param logits (N, 1, h, w)
   * @param real whether the discriminator should say real, or else drawn
   */
  public <T> T perSample(TensorOps<T> ops, T logits, boolean real) {
    return ops.meanPerSample(ops.softplus(real ? ops.affine(logits, -1, 0) : logits));
  }
}
