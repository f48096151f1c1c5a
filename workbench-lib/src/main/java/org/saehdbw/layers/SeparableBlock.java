package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A {@link ResidualBlock} whose 3x3 convolutions are each taken apart: 3x3 within every channel,
 * then 1x1 across channels, without an activation between the two (depthwise separable convolutions
 * as of Chollet 2017, "Xception"). Activations are those of the residual block.
 *
 * @param layers depthwise, pointwise, depthwise, pointwise
 * @param activation after the first pair and after the addition, slope 0.2
 */
public record SeparableBlock(List<Layer> layers, Nonlinearity activation) implements Layer {
  /** Copies the list. */
  public SeparableBlock {
    layers = List.copyOf(layers);
  }

  /** Returns a block that keeps the channel count. */
  public static SeparableBlock of(String name, int channels, Nonlinearity activation) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      layers.add(DepthwiseConv2d.of(name + "/depthwise" + i, channels, 3));
      layers.add(Conv2d.of(name + "/pointwise" + i, channels, channels, 1, 1));
    }
    return new SeparableBlock(layers, activation);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    T first = layers.get(1).forward(ops, layers.get(0).forward(ops, x));
    T inner = activation.apply(ops, first, 0.2);
    T second = layers.get(3).forward(ops, layers.get(2).forward(ops, inner));
    return activation.apply(ops, ops.add(x, second), 0.2);
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }
}
