package org.saehdbw.dataloaders;

import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * The range of the random scale.
 *
 * @param low smallest factor, at least 0.5
 * @param high largest factor, at most 2
 */
public record ScaleRange(double low, double high) {
  public static final Setting<Double> SCALE_LOW =
      Setting.of("scale_low", SettingType.number(0.5, 1), 0.85, "smallest random scale");
  public static final Setting<Double> SCALE_HIGH =
      Setting.of("scale_high", SettingType.number(1, 2), 1.15, "largest random scale");

  public static final List<Setting<?>> SETTINGS = List.of(SCALE_LOW, SCALE_HIGH);

  /** The fork's range, and ours. */
  public static final ScaleRange FORK = of(SettingValues.DEFAULTS);

  /** The range of DeepFaceLab's last revisions, even in the logarithm. */
  public static final ScaleRange UPSTREAM = new ScaleRange(1 / 1.15, 1.15);

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the factors are not 0.5 to 2 in rising order
   */
  public ScaleRange {
    if (!(low >= 0.5 && low <= high && high <= 2)) {
      throw new IllegalArgumentException(
          "scale range must rise from at least 0.5 to at most 2, got " + low + " to " + high);
    }
  }

  /** Fills the range from settings. */
  public static ScaleRange of(SettingValues values) {
    return new ScaleRange(values.get(SCALE_LOW), values.get(SCALE_HIGH));
  }
}
