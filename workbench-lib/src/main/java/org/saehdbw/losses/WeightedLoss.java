package org.saehdbw.losses;

import java.util.Locale;
import java.util.Set;

/**
 * An extra loss with its weight.
 *
 * @param loss the loss
 * @param power what its values are multiplied with, above 0
 */
public record WeightedLoss(ExtraLoss loss, double power) {
  /** The names of the original's terms. */
  private static final Set<String> TAKEN =
      Set.of("dssim", "dssim_a", "dssim_b", "mse", "eyes_mouth", "mask_mse");

  /**
   * Checks name and weight.
   *
   * @throws IllegalArgumentException if the loss has the name of one of the original's terms, or
   *     the weight is not above 0
   */
  public WeightedLoss {
    if (TAKEN.contains(loss.shortName())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "extra_loss: %s calls itself '%s', which is the name of a term of the reconstruction"
                  + " loss",
              loss.getClass().getName(),
              loss.shortName()));
    }
    if (!(power > 0) || Double.isInfinite(power)) {
      throw new IllegalArgumentException("extra_loss_power must be above 0, got " + power);
    }
  }
}
