package org.saehdbw.optimizers;

import java.util.Locale;

/**
 * Smaller steps at the beginning. DeepFaceLab has neither form. Its AdaBelief divides the mean
 * gradient, which needs some ten updates to reach its size, by a deviation that needs some
 * thousand, so that its first hundred steps are several times as large as its later ones.
 *
 * @param updates over how many updates the rate rises in a straight line to its full value; 0 is
 *     off
 * @param biasCorrection whether the rate is multiplied with {@code sqrt(1 - beta2^t) / (1 -
 *     beta1^t)} at update t, which makes AdaBelief's steps those with unbiased moments (Kingma and
 *     Ba, "Adam", 2015, section 3), but for epsilon
 */
public record Warmup(int updates, boolean biasCorrection) {
  /** The full rate from the first update, as DeepFaceLab has it. */
  public static final Warmup NONE = new Warmup(0, false);

  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Warmup {
    if (updates < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "updates must be at least 0, got %d", updates));
    }
  }

  /**
   * Returns what the learning rate is multiplied with, above 0 and at most 1.
   *
   * @param updatesBefore the updates made before this one
   * @param beta1 decay of the mean gradient
   * @param beta2 decay of the squared deviation
   */
  double factor(long updatesBefore, double beta1, double beta2) {
    double t = updatesBefore + 1.0;
    double rise = t < updates ? t / updates : 1;
    if (!biasCorrection) {
      return rise;
    }
    return rise * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
  }
}
