package org.saehdbw.losses;

import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * How strongly the swap is drawn to the destination's look, 0 to 100; 0 is off.
 *
 * @param face colour and contrast of the face
 * @param background what is around the face
 */
public record StylePowers(double face, double background) {
  /** Neither. */
  public static final StylePowers NONE = new StylePowers(0, 0);

  public static final Setting<Double> FACE_STYLE_POWER =
      Setting.of(
              "face_style_power",
              SettingType.number(0, 100),
              0.0,
              "draw the swap's colour and contrast to those of dst; begin with 0.001 to 10")
          .whilePretraining(0.0);
  public static final Setting<Double> BG_STYLE_POWER =
      Setting.of(
              "bg_style_power",
              SettingType.number(0, 100),
              0.0,
              "learn what is around dst's face, so that the swap's edge fits")
          .whilePretraining(0.0);

  public static final List<Setting<?>> SETTINGS = List.of(FACE_STYLE_POWER, BG_STYLE_POWER);

  /** Fills the powers from settings as the stage has them. */
  public static StylePowers of(SettingValues values) {
    return new StylePowers(values.get(FACE_STYLE_POWER), values.get(BG_STYLE_POWER));
  }
}
