package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A {@link ResidualBlock} with one 3x3 convolution: its result is added to the input, then the
 * activation (slope 0.2). Half the work and half the weights.
 *
 * @param conv1 the convolution
 * @param activation after the addition
 */
public record SingleBlock(Conv2d conv1, Nonlinearity activation) implements Layer {
  /** Returns a block that keeps the channel count. */
  public static SingleBlock of(String name, int channels, Nonlinearity activation) {
    return new SingleBlock(Conv2d.of(name + "/conv1", channels, channels, 3, 1), activation);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    return activation.apply(ops, ops.add(x, conv1.forward(ops, x)), 0.2);
  }

  @Override
  public List<Parameter> parameters() {
    return conv1.parameters();
  }
}
