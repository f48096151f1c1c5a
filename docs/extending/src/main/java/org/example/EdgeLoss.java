package org.example;

import org.saehdbw.layers.Face;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.TensorOps;

/**
 * How far the steps from pixel to pixel differ, inside the face mask: the mean absolute difference
 * of steps to the right plus that of steps down. A blurred drawing has small steps where the face
 * has large ones, although its brightness is right nearly everywhere.
 */
public final class EdgeLoss implements ExtraLoss {
  @Override
  public String shortName() {
    return "edge";
  }

  @Override
  public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
    T error = ops.sub(target.picture(), drawn.picture());
    return ops.add(along(ops, error, target.mask(), 3), along(ops, error, target.mask(), 2));
  }

  /** Steps of the error are errors of the steps. */
  private static <T> T along(TensorOps<T> ops, T error, T mask, int axis) {
    int steps = ops.dims(error).at(axis) - 1;
    T step = ops.sub(ops.part(error, axis, 1, steps), ops.part(error, axis, 0, steps));
    return ops.meanPerSample(ops.abs(ops.mul(step, ops.part(mask, axis, 0, steps))));
  }
}
