package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.layers.Upscale;

class LayerBlockTest {
  @Test
  void runsALayerAsABlock() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LayerBlock block = new LayerBlock(Upscale.of("part/up", 1, 1, Nonlinearity.LEAKY_RELU), 1);
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 2, 2));
      assertThat(block.getOutputShapes(new Shape[] {new Shape(1, 1, 2, 2)}))
          .containsExactly(new Shape(1, 1, 4, 4));
      assertThat(block.getParameters().keys())
          .containsExactly("part/up/conv1/weight", "part/up/conv1/bias");
      // Only the centre tap of each of the four filters, of values 1, 2, -3, 4.
      NDArray weight = block.getParameters().get("part/up/conv1/weight").getArray();
      float[] taps = new float[36];
      taps[4] = 1;
      taps[13] = 2;
      taps[22] = -3;
      taps[31] = 4;
      weight.set(taps);
      NDArray x = manager.create(new float[] {1, 10, 100, 1000}, new Shape(1, 1, 2, 2));
      NDArray y = block.forward(new ParameterStore(manager, false), new NDList(x), false).head();
      assertThat(y.getShape()).isEqualTo(new Shape(1, 1, 4, 4));
      float[] expected = {
        1, 2, 10, 20, -0.3f, 4, -3, 40, 100, 200, 1000, 2000, -30, 400, -300, 4000
      };
      float[] got = y.toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        assertThat(got[i]).isEqualTo(expected[i], org.assertj.core.data.Offset.offset(1e-4f));
      }
    }
  }
}
