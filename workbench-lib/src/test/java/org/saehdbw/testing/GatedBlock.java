package org.saehdbw.testing;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Conv2d;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/** x + conv(x) sigmoid(gate(x)): a block as somebody else may write it; offered as a service. */
public final class GatedBlock implements BlockKind {
  @Override
  public String shortName() {
    return "gated";
  }

  @Override
  public Layer block(String name, int channels, Nonlinearity activation) {
    return new Gated(
        Conv2d.of(name + "/conv", channels, channels, 3, 1),
        Conv2d.of(name + "/gate", channels, channels, 1, 1));
  }

  private record Gated(Conv2d conv, Conv2d gate) implements Layer {
    @Override
    public <T> T forward(TensorOps<T> ops, T x) {
      T open = ops.sigmoid(gate.forward(ops, x));
      return ops.add(x, ops.mul(conv.forward(ops, x), open));
    }

    @Override
    public List<Parameter> parameters() {
      List<Parameter> all = new ArrayList<>(conv.parameters());
      all.addAll(gate.parameters());
      return all;
    }
  }
}
