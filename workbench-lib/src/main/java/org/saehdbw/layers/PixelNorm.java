package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/** Scales each sample's vector to a mean square of one: {@code x / sqrt(mean(x²) + 1e-6)}. */
public record PixelNorm() implements Layer {
  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    T power = ops.affine(ops.meanPerSample(ops.square(x)), 1, 1e-6);
    return ops.mul(x, ops.rsqrt(power));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }
}
