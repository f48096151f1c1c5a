package org.saehdbw.losses;

import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.tensors.TensorOps;

/**
 * What the patch discriminator's judgement adds to the model's loss (spec/model 5.9).
 *
 * @param options the losses' options
 */
public record GanLoss(LossOptions options) {
  private static final double VARIATION = 1e-6;
  private static final double BACKGROUND = 0.02;

  /**
   * Returns the terms by name, (N, 1) each: {@code gan}; with masked training {@code
   * gan_total_variation} and {@code gan_background_mse}, which keep what is outside the mask quiet.
   *
   * @param patches the discriminator's logits of the drawn source
   * @param pixels its logits by pixel
   * @param src the source as compared
   * @param drawn the drawn source's whole picture
   */
  public <T> Map<String, T> terms(
      TensorOps<T> ops, T patches, T pixels, ReconstructionLoss.Compared<T> src, T drawn) {
    Map<String, T> terms = new LinkedHashMap<>();
    LogitLoss judged = new LogitLoss();
    T both = ops.add(judged.perSample(ops, patches, true), judged.perSample(ops, pixels, true));
    terms.put("gan", ops.affine(both, options.adversaries().gan(), 0));
    if (options.maskedTraining()) {
      T variation = options.adversaries().variation().perSample(ops, drawn);
      terms.put("gan_total_variation", ops.affine(variation, VARIATION, 0));
      T outside = ops.affine(src.weight(), -1, 1);
      T error =
          new SquaredError()
              .perSample(ops, ops.mul(drawn, outside), ops.mul(src.wanted(), outside));
      terms.put("gan_background_mse", ops.affine(error, BACKGROUND, 0));
    }
    return terms;
  }
}
