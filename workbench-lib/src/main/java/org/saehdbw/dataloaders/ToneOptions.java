package org.saehdbw.dataloaders;

/**
 * How strongly the look of samples varies at random; 0 leaves it alone.
 *
 * @param hsv colour jitter of src inputs, 0 to 0.3 (DeepFaceLab's {@code random_hsv_power}); colour
 *     only
 * @param gamma of input and target alike, 0 to 1: the exponent is from 2^-power to 2^power
 * @param contrast of input and target alike, 0 to 1: the factor about middle gray is from
 *     1.5^-power to 1.5^power
 * @param grain of inputs, 0 to 1: the target stays clean; the deviation at middle gray is up to
 *     0.15 times the power
 * @param softness of inputs, 0 to 1: the target stays sharp; a Gaussian blur of up to 2 % of the
 *     side times the power
 */
public record ToneOptions(
    double hsv, double gamma, double contrast, double grain, double softness) {
  /** Nothing varies. */
  public static final ToneOptions NONE = new ToneOptions(0, 0, 0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public ToneOptions {
    check("random_hsv_power", hsv, 0.3);
    check("random_gamma_power", gamma, 1);
    check("random_contrast_power", contrast, 1);
    check("random_grain_power", grain, 1);
    check("random_softness_power", softness, 1);
  }

  private static void check(String name, double value, double high) {
    if (!(value >= 0 && value <= high)) {
      throw new IllegalArgumentException(name + " must be from 0 to " + high + ", got " + value);
    }
  }
}
