package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Two 3x3 convolutions whose result is added to the input; an activation (slope 0.2) after the
 * first and after the addition.
 *
 * @param name the layer's name with its part
 * @param conv1 the first convolution
 * @param conv2 the second one
 * @param activation used in both places
 */
public record ResidualBlock(String name, Conv2d conv1, Conv2d conv2, Nonlinearity activation)
    implements Layer {
  /** Returns a block that keeps the channel count. */
  public static ResidualBlock of(String name, int channels, Nonlinearity activation) {
    return new ResidualBlock(
        name,
        Conv2d.of(name + "/conv1", channels, channels, 3, 1),
        Conv2d.of(name + "/conv2", channels, channels, 3, 1),
        activation);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    T inner = activation.apply(ops, conv1.forward(ops, x), 0.2);
    T sum = ops.add(x, conv2.forward(ops, inner));
    return ops.layer(name, activation.apply(ops, sum, 0.2));
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(conv1.parameters());
    all.addAll(conv2.parameters());
    return List.copyOf(all);
  }
}
