package org.example;

import java.util.List;
import java.util.stream.Stream;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Conv2d;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A gate in the place of a second convolution: {@code act(x + value(x) * sigmoid(gate(x)))} with a
 * 3x3 convolution for the value and a 1x1 convolution for the gate. It has 10 weights where a
 * residual block has 18.
 */
public final class GatedBlock implements BlockKind {
  @Override
  public String shortName() {
    return "gated";
  }

  @Override
  public Layer block(String name, int channels, Nonlinearity activation) {
    return new Gated(
        Conv2d.of(name + "/value", channels, channels, 3, 1),
        Conv2d.of(name + "/gate", channels, channels, 1, 1),
        activation);
  }

  private record Gated(Conv2d value, Conv2d gate, Nonlinearity activation) implements Layer {
    @Override
    public <T> T forward(TensorOps<T> ops, T x) {
      T open = ops.sigmoid(gate.forward(ops, x));
      T sum = ops.add(x, ops.mul(value.forward(ops, x), open));
      return activation.apply(ops, sum, 0.2);
    }

    @Override
    public List<Parameter> parameters() {
      return Stream.concat(value.parameters().stream(), gate.parameters().stream()).toList();
    }
  }
}
