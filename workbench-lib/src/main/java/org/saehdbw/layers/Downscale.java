package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Halves a picture: convolution 5x5 with stride 2, then the activation (slope 0.1). Folded, it
 * takes the picture's squares of 2 x 2 pixels for channels first, so that it quarters each side.
 *
 * @param name the layer's name with its part
 * @param conv1 the convolution
 * @param activation what follows it
 */
public record Downscale(String name, Conv2d conv1, Nonlinearity activation) implements Layer {
  /** Returns a block from {@code in} to {@code out} channels. */
  public static Downscale of(String name, int in, int out, Nonlinearity activation) {
    return new Downscale(name, Conv2d.of(name + "/conv1", in, out, 5, 2), activation);
  }

  /** Returns a folded block from {@code in} to {@code out} channels: option {@code f}. */
  static Downscale folded(String name, int in, int out, Nonlinearity activation) {
    return new Downscale(name, Conv2d.folded(name + "/conv1", in, out), activation);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    return ops.layer(name, activation.apply(ops, conv1.forward(ops, x), 0.1));
  }

  @Override
  public List<Parameter> parameters() {
    return conv1.parameters();
  }
}
