package org.saehdbw.dataloaders;

import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

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
  public static final Setting<Double> RANDOM_HSV_POWER =
      Setting.of(
              "random_hsv_power",
              SettingType.number(0, 0.3),
              0.0,
              "colour jitter of src inputs; colour models only")
          .whilePretraining(0.0);
  public static final Setting<Double> RANDOM_GAMMA_POWER =
      power("random_gamma_power", "gamma of input and target");
  public static final Setting<Double> RANDOM_CONTRAST_POWER =
      power("random_contrast_power", "contrast of input and target");
  public static final Setting<Double> RANDOM_GRAIN_POWER =
      power("random_grain_power", "film grain on inputs, targets stay clean");
  public static final Setting<Double> RANDOM_SOFTNESS_POWER =
      power("random_softness_power", "soft inputs, targets stay sharp");

  public static final List<Setting<?>> SETTINGS =
      List.of(
          RANDOM_HSV_POWER,
          RANDOM_GAMMA_POWER,
          RANDOM_CONTRAST_POWER,
          RANDOM_GRAIN_POWER,
          RANDOM_SOFTNESS_POWER);

  /** Nothing varies. */
  public static final ToneOptions NONE = new ToneOptions(0, 0, 0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public ToneOptions {
    RANDOM_HSV_POWER.check(hsv);
    RANDOM_GAMMA_POWER.check(gamma);
    RANDOM_CONTRAST_POWER.check(contrast);
    RANDOM_GRAIN_POWER.check(grain);
    RANDOM_SOFTNESS_POWER.check(softness);
  }

  private static Setting<Double> power(String name, String help) {
    return Setting.of(name, SettingType.number(0, 1), 0.0, help);
  }

  /** Fills the options from settings. */
  public static ToneOptions of(SettingValues values) {
    return new ToneOptions(
        values.get(RANDOM_HSV_POWER),
        values.get(RANDOM_GAMMA_POWER),
        values.get(RANDOM_CONTRAST_POWER),
        values.get(RANDOM_GRAIN_POWER),
        values.get(RANDOM_SOFTNESS_POWER));
  }

  /**
   * Checks that samples of so many channels can vary like this.
   *
   * @throws IllegalArgumentException if gray samples have colour jitter
   */
  void requireFitting(int channels) {
    if (channels == 1 && hsv > 0) {
      throw new IllegalArgumentException(
          "random_hsv_power must be 0 for a gray model, got "
              + hsv
              + "; random_gamma_power, random_contrast_power, random_grain_power and"
              + " random_softness_power vary gray samples");
    }
  }
}
