package org.saehdbw.testing;

import org.saehdbw.layers.Face;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.TensorOps;

/** The mean absolute difference of horizontal steps: a loss as somebody else may write it. */
public final class EdgeLoss implements ExtraLoss {
  @Override
  public String shortName() {
    return "edge";
  }

  @Override
  public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
    T wanted = steps(ops, target.picture());
    return ops.meanPerSample(ops.abs(ops.sub(wanted, steps(ops, drawn.picture()))));
  }

  private static <T> T steps(TensorOps<T> ops, T x) {
    int width = ops.dims(x).at(3);
    return ops.sub(ops.part(x, 3, 1, width - 1), ops.part(x, 3, 0, width - 1));
  }
}
