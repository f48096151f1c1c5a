package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;

/** FLOPs of df-udt-192-128-48-32-16, layer by layer by hand. */
class WorkTest {
  /** Sides, channels in and out, kernel: two FLOPs for each product with its addition. */
  private static long conv(int side, long in, long out, int kernel) {
    return 2 * side * side * in * out * kernel * kernel;
  }

  /** The encoder's convolutions for one picture, without the first. */
  private static long encoderAfterFirst() {
    return LongStream.of(
            2 * conv(96, 48, 48, 3), // res1
            conv(48, 48, 96, 5), // down2
            conv(24, 96, 192, 5), // down3
            conv(12, 192, 384, 5), // down4
            conv(6, 384, 384, 5), // down5
            2 * conv(6, 384, 384, 3)) // res5
        .sum();
  }

  /** One decoder's convolutions for one picture. */
  private static long decoder(int channels) {
    return LongStream.of(
            conv(6, 128, 1024, 3), // upscale0, before its channels become places
            2 * conv(12, 256, 256, 3), // res0
            conv(12, 256, 1024, 3), // upscale1
            2 * conv(24, 256, 256, 3), // res1
            conv(24, 256, 512, 3), // upscale2
            2 * conv(48, 128, 128, 3), // res2
            conv(48, 128, 256, 3), // upscale3
            2 * conv(96, 64, 64, 3), // res3
            conv(96, 64, channels, 1), // out_conv
            3 * conv(96, 64, channels, 3), // out_conv1 to 3
            conv(6, 128, 512, 3), // upscalem0
            conv(12, 128, 512, 3), // upscalem1
            conv(24, 128, 256, 3), // upscalem2
            conv(48, 64, 128, 3), // upscalem3
            conv(96, 32, 64, 3), // upscalem4
            conv(192, 16, 1, 1)) // out_convm
        .sum();
  }

  private static ModelCost cost(String channels) {
    return ModelCost.of(ModelSpec.parse("df-udt-192-128-48-32-16-" + channels), 1);
  }

  @Test
  void convolutionsOfAPairAreAsWorkedByHand() {
    for (int channels : new int[] {1, 3}) {
      ModelCost cost = cost(channels == 1 ? "gray" : "colour");
      // Two pictures through the encoder, one through each decoder.
      long forward = 2 * (conv(96, channels, 48, 5) + encoderAfterFirst() + decoder(channels));
      assertThat(cost.forward().convolution()).isEqualTo(forward);
      // Backward: for weights and for inputs, by convention the pictures included.
      assertThat(cost.backward().convolution()).isEqualTo(2 * forward);
    }
  }

  @Test
  void aPairTakes72GigaFlopInGrayAnd72Point7InColour() {
    assertThat(giga(cost("gray"))).isEqualTo("72.0");
    assertThat(giga(cost("colour"))).isEqualTo("72.7");
    // Exactly: 24,000,528,384 and 24,221,122,560 forward.
    assertThat(total(cost("gray"))).isEqualTo(3 * 24_000_528_384L);
    assertThat(total(cost("colour"))).isEqualTo(3 * 24_221_122_560L);
  }

  @Test
  void denseLayersAreBookedApart() {
    // dense1: 13824 to 128, dense2: 128 to 4608, for two pictures, two FLOPs each.
    long forward = 2 * 2 * (13_824L * 128 + 128L * 4608);
    assertThat(cost("gray").forward().dense()).isEqualTo(forward);
    assertThat(cost("gray").backward().dense()).isEqualTo(2 * forward);
  }

  @Test
  void workGrowsWithTheBatch() {
    ModelSpec spec = ModelSpec.parse("liae-ud-96-32-16-16-16-gray");
    ModelCost one = ModelCost.of(spec, 1);
    ModelCost six = ModelCost.of(spec, 6);
    assertThat(six.forward().total()).isEqualTo(6 * one.forward().total());
    assertThat(six.backward().total()).isEqualTo(6 * one.backward().total());
    assertThat(six.parameters()).isEqualTo(one.parameters());
  }

  @Test
  void lossesCostWhatTheyCostInAWholeStep() {
    for (String name : new String[] {"df-ud-96-32-16-16-16-gray", "df-256-32-16-16-16-colour"}) {
      ModelSpec spec = ModelSpec.parse(name);
      CostOps ops = new CostOps();
      Dims pictures = Dims.of(3, spec.channels(), spec.resolution(), spec.resolution());
      Dims masks = pictures.with(1, 1);
      var drawn = Network.of(spec).reconstruct(ops, pictures, pictures).dst();
      int before = ops.rows().size();
      var terms =
          new ReconstructionLoss(spec.resolution(), LossOptions.defaults())
              .terms(ops, new ReconstructionLoss.Target<>(pictures, masks, masks), drawn);
      ops.layer("losses/dst", ops.concat(List.copyOf(terms.values()), 1));
      List<CostOps.Row> stages = StepCost.of(spec, 3).stages();
      assertThat(stages.get(stages.size() - 1)).isEqualTo(ops.rows().get(before));
    }
  }

  private static long total(ModelCost cost) {
    return cost.forward().convolution() + cost.backward().convolution();
  }

  private static String giga(ModelCost cost) {
    return String.format(Locale.ROOT, "%.1f", total(cost) / 1e9);
  }
}
