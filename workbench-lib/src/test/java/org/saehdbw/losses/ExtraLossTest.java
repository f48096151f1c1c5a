package org.saehdbw.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.layers.Face;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.DoubleOps.Array;
import org.saehdbw.testing.EdgeLoss;

/** Extra losses by hand, in double precision. */
class ExtraLossTest {
  private static final Dims PICTURE = Dims.of(2, 1, 2, 2);
  private final DoubleOps ops = new DoubleOps();
  private final Array wanted = Array.of(PICTURE, 0, 1, 0.5, 0.5, 0, 0, 0, 0);
  private final Array drawn = Array.of(PICTURE, 0.5, 0.5, 0.5, 0.75, 0, 0, 0, 1);
  private final ReconstructionLoss.Target<Array> target =
      new ReconstructionLoss.Target<>(wanted, wanted, wanted);
  private final Face<Array> face = new Face<>(drawn, drawn);

  @Test
  void errorsByHand() {
    assertThat(StandardLoss.ABSOLUTE_ERROR.perSample(ops, target, face).values())
        .containsExactly(1.25 / 4, 0.25);
    assertThat(StandardLoss.SQUARED_ERROR.perSample(ops, target, face).values())
        .containsExactly((0.25 + 0.25 + 0.0625) / 4, 0.25);
    // Steps to the right: wanted 1 and 0, drawn 0 and 0.25; then 0 and 0, 0 and 1.
    assertThat(new EdgeLoss().perSample(ops, target, face).values())
        .containsExactly((1 + 0.25) / 2, 0.5);
  }

  @Test
  void standsAmongTheTermsWithItsWeight() {
    double[] ones = new double[2 * 64 * 64];
    double[] halves = new double[ones.length];
    java.util.Arrays.fill(ones, 1);
    java.util.Arrays.fill(halves, 0.5);
    Array one = new Array(Dims.of(2, 1, 64, 64), ones);
    Array half = new Array(one.dims(), halves);
    LossOptions options =
        LossOptions.defaults().with(new WeightedLoss(StandardLoss.ABSOLUTE_ERROR, 4));
    Map<String, Array> terms =
        new ReconstructionLoss(64, options)
            .terms(ops, new ReconstructionLoss.Target<>(one, one, one), new Face<>(half, one));
    assertThat(terms.keySet()).containsExactly("dssim", "mse", "mask_mse", "absolute_error");
    Array extra = terms.get("absolute_error");
    assertThat(extra == null ? -1 : extra.values()[0]).isCloseTo(2, within(1e-12));
  }
}
