package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Doubles a picture: convolution 3x3 to four times the channels, the activation (slope 0.1), then
 * depth to space.
 *
 * @param name the layer's name with its part
 * @param conv1 the convolution
 * @param activation what follows it
 */
public record Upscale(String name, Conv2d conv1, Nonlinearity activation) implements Layer {
  /** Returns a block from {@code in} to {@code out} channels. */
  public static Upscale of(String name, int in, int out, Nonlinearity activation) {
    return new Upscale(name, Conv2d.of(name + "/conv1", in, 4 * out, 3, 1), activation);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    T grown = activation.apply(ops, conv1.forward(ops, x), 0.1);
    return ops.layer(name, ops.depthToSpace(grown, 2));
  }

  @Override
  public List<Parameter> parameters() {
    return conv1.parameters();
  }
}
