package org.saehdbw.training.gradients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Conv2d;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.Dssim;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.losses.StandardLoss;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;
import org.saehdbw.testing.EdgeLoss;
import org.saehdbw.testing.GatedBlock;

class GradientCheckTest {
  /** The distance of pictures, whose root has no gradient where they are equal. */
  private record Distance() implements ExtraLoss {
    @Override
    public String shortName() {
      return "distance";
    }

    @Override
    public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
      T difference = ops.sub(target.picture(), drawn.picture());
      return ops.sqrt(ops.meanPerSample(ops.square(difference)));
    }
  }

  /** Looks at both drawings, with a window as DSSIM has it. */
  private record Structure() implements ExtraLoss {
    @Override
    public String shortName() {
      return "structure";
    }

    @Override
    public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
      T inside = ops.mul(drawn.picture(), drawn.mask());
      return Dssim.of(5, ops.dims(inside).at(2)).perSample(ops, target.picture(), inside);
    }
  }

  /** Uses a convolution that it does not list. */
  private record Forgets(Conv2d conv) implements Layer {
    @Override
    public <T> T forward(TensorOps<T> ops, T x) {
      return conv.forward(ops, x);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(conv.weight());
    }
  }

  @ParameterizedTest
  @EnumSource(StandardLoss.class)
  void oursPass(StandardLoss loss) {
    assertThat(GradientCheck.of(loss).size(3, 8).run().problems()).isEmpty();
  }

  @Test
  void lossesAndBlocksOfSomebodyElsePass() {
    GradientReport edge = GradientCheck.of(new EdgeLoss()).run();
    assertThat(edge.passes()).isTrue();
    assertThat(edge.rows())
        .extracting(GradientReport.Row::array)
        .containsExactly("drawn/picture", "drawn/mask");
    assertThat(edge)
        .hasToString("gradient of extra_loss edge: as it should be, 300 values compared");
    assertThat(GradientCheck.of(new Structure()).run().problems()).isEmpty();
    GradientReport gated = GradientCheck.of(new GatedBlock()).run();
    assertThat(gated.problems()).isEmpty();
    assertThat(gated.rows())
        .extracting(GradientReport.Row::array)
        .containsExactly(
            "input/x",
            "block/res/conv/weight",
            "block/res/conv/bias",
            "block/res/gate/weight",
            "block/res/gate/bias");
    assertThat(gated.rows()).allMatch(row -> row.eager() < 1e-4 && row.script() < 1e-4);
    assertThat(GradientCheck.of(StandardBlock.RESIDUAL).run().problems()).isEmpty();
    assertThat(GradientCheck.of(StandardBlock.SEPARABLE).run().problems()).isEmpty();
    assertThat(GradientCheck.of(StandardBlock.SINGLE).run().problems()).isEmpty();
  }

  @Test
  void theGradientOfTheMeanAbsoluteDifferenceIsOneOverTheNumberOfValues() {
    GradientReport report = GradientCheck.of(StandardLoss.ABSOLUTE_ERROR).size(1, 4).run();
    // The first sample counts once, the second half.
    assertThat(report.rows().get(0).largest())
        .isCloseTo(1 / 16.0, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(report.rows().get(1).largest()).isEqualTo(1e-7);
  }

  @Test
  void findsARootThatReachesZero() {
    GradientReport report = GradientCheck.of(new Distance()).run();
    assertThat(report.passes()).isFalse();
    assertThat(report.problems())
        .containsExactly(
            "drawn as wanted: the value is NaN",
            "drawn as wanted: the gradient by drawn/picture holds NaN");
    assertThat(report.rows().get(0).eager()).isLessThan(1e-3);
  }

  @Test
  void findsGradientsThatAreOff() {
    // 32 bits hold a value near a million in steps of 1/16: differences are taken with 64.
    // What is left of the value, and of its square's gradient, is off by up to 1/32.
    ExtraLoss loss =
        new ExtraLoss() {
          @Override
          public String shortName() {
            return "rounded";
          }

          @Override
          public <T> T perSample(
              TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
            T rounded = ops.affine(ops.affine(drawn.picture(), 1, 1e6), 1, -1e6);
            return ops.meanPerSample(ops.square(rounded));
          }
        };
    assertThat(GradientCheck.of(loss).run().problems())
        .singleElement()
        .asString()
        .startsWith("the gradient by drawn/picture is off by ");
  }

  @Test
  void refusesParametersThatAreNotListed() {
    BlockKind kind =
        new BlockKind() {
          @Override
          public String shortName() {
            return "forgets";
          }

          @Override
          public Layer block(String name, int channels, Nonlinearity activation) {
            return new Forgets(Conv2d.of(name + "/conv", channels, channels, 1, 1));
          }
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientCheck.of(kind).run())
        .withMessage("block forgets uses block/res/conv/bias, which its parameters() do not list");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientCheck.of(new EdgeLoss()).size(0, 4))
        .withMessage(
            "channels and side must be at least 1 and tolerance above 0, got 0, 4 and 0.001");
  }
}
