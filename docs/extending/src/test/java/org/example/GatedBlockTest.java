package org.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.DoubleOps.Array;

/** Values and sizes worked by hand. */
class GatedBlockTest {
  @Test
  void addsWhatTheGateLetsThrough() {
    Map<String, Array> weights = new HashMap<>();
    // The value is twice the pixel, plus 1; the gate's argument is ln 3, so three quarters pass.
    weights.put("p/res/value/weight", Array.of(Dims.of(1, 1, 3, 3), 0, 0, 0, 0, 2, 0, 0, 0, 0));
    weights.put("p/res/value/bias", Array.of(Dims.of(1), 1));
    weights.put("p/res/gate/weight", Array.of(Dims.of(1, 1, 1, 1), 0));
    weights.put("p/res/gate/bias", Array.of(Dims.of(1), Math.log(3)));
    Layer block = new GatedBlock().block("p/res", 1, Nonlinearity.LEAKY_RELU);
    DoubleOps ops = new DoubleOps(parameter -> weights.get(parameter.name()));
    Array y = block.forward(ops, Array.of(Dims.of(1, 1, 1, 2), 2, -4));
    // 2 + 0.75 * 5; -4 + 0.75 * -7 = -9.25, of which the activation leaves a fifth.
    assertArrayEquals(new double[] {5.75, -1.85}, y.values(), 1e-12);
  }

  @Test
  void hasTenWeightsWhereAResidualBlockHasEighteen() {
    ModelSpec spec = ModelSpec.parse("df-ud-64-64-32-32-16");
    long none = ModelCost.of(spec, 1, StandardBlock.NONE).parameters();
    long squares = 256 * 256 + 128 * 128 + 64 * 64;
    long biases = 2 * (256 + 128 + 64);
    assertEquals(
        2 * (10 * squares + biases), ModelCost.of(spec, 1, new GatedBlock()).parameters() - none);
    assertEquals(2 * (18 * squares + biases), ModelCost.of(spec, 1).parameters() - none);
  }
}
