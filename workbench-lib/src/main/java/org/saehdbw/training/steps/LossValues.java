package org.saehdbw.training.steps;

import java.nio.FloatBuffer;
import java.util.Locale;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.Face;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;

/**
 * What a loss says of faces that any model drew, whether it was trained with that loss or not: the
 * figure by which runs with and without it can be compared.
 */
public final class LossValues {
  private LossValues() {}

  /**
   * Returns each face's value, without weight.
   *
   * @param wanted the faces
   * @param drawn what a model drew of them; its destination's faces are taken
   * @throws IllegalArgumentException if the two are not as many, or of another size
   */
  public static double[] of(ExtraLoss loss, BatchSide wanted, Prediction drawn) {
    if (wanted.count() != drawn.count()
        || wanted.channels() != drawn.channels()
        || wanted.side() != drawn.side()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d faces of %d channels and %d pixels were drawn, %d of %d and %d were wanted",
              drawn.count(),
              drawn.channels(),
              drawn.side(),
              wanted.count(),
              wanted.channels(),
              wanted.side()));
    }
    Dims pictures = Dims.of(wanted.count(), wanted.channels(), wanted.side(), wanted.side());
    Dims masks = pictures.with(1, 1);
    var target =
        new ReconstructionLoss.Target<>(
            array(pictures, wanted.target()),
            array(masks, wanted.mask()),
            array(masks, wanted.eyesMouth()));
    var face = new Face<>(array(pictures, drawn.dstDst()), array(masks, drawn.dstDstMask()));
    return loss.perSample(new DoubleOps(), target, face).values();
  }

  /** An array that nobody filled counts as zeros. */
  private static DoubleOps.Array array(Dims dims, FloatBuffer floats) {
    double[] values = new double[Math.toIntExact(dims.count())];
    for (int i = 0; i < Math.min(values.length, floats.limit()); i++) {
      values[i] = floats.get(i);
    }
    return new DoubleOps.Array(dims, values);
  }
}
