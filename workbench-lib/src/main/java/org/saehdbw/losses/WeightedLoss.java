package org.saehdbw.losses;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;

/**
 * An extra loss with its weight.
 *
 * @param loss the loss
 * @param power what its values are multiplied with, above 0
 */
public record WeightedLoss(ExtraLoss loss, double power) {
  /** The value of {@link #EXTRA_LOSS} for no extra loss. */
  public static final String NO_LOSS = "none";

  public static final Setting<String> EXTRA_LOSS =
      Setting.of(
              "extra_loss",
              SettingType.text("a loss's short name or class"),
              NO_LOSS,
              "loss beside the original's: none, absolute_error, squared_error, or your own class")
          .fixed();
  public static final Setting<Double> EXTRA_LOSS_POWER =
      Setting.of("extra_loss_power", SettingType.number(1e-6, 1e6), 1.0, "weight of the extra loss")
          .fixed();

  public static final List<Setting<?>> SETTINGS = List.of(EXTRA_LOSS, EXTRA_LOSS_POWER);

  /** The names of the original's terms. */
  private static final Set<String> TAKEN =
      Set.of(
          "dssim",
          "dssim_a",
          "dssim_b",
          "mse",
          "eyes_mouth",
          "mask_mse",
          "face_style",
          "bg_style_dssim",
          "bg_style_mse");

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
