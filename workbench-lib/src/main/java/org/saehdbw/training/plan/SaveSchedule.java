package org.saehdbw.training.plan;

import java.util.List;
import java.util.Locale;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * When checkpoints and pictures are written.
 *
 * @param minutes between saves; 0 is off
 * @param iterations between saves; 0 is off
 * @param previewIterations between previews; 0 draws them with each save
 * @param pictures which saves have previews and charts
 */
public record SaveSchedule(
    double minutes, int iterations, int previewIterations, Pictures pictures) {
  /** Which saves have previews and charts. */
  public enum Pictures {
    /** All. */
    ALL,
    /** The last one. */
    LAST,
    /** None. */
    NONE;

    /** The word in settings. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Setting<Double> SAVE_INTERVAL_MIN =
      Setting.of(
          "save_interval_min",
          SettingType.number(0, 1440),
          25.0,
          "minutes between saves; 0 is off");
  public static final Setting<Integer> SAVE_INTERVAL_ITER =
      Setting.of(
          "save_interval_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          "iterations between saves; 0 is off");
  public static final Setting<Integer> PREVIEW_INTERVAL_ITER =
      Setting.of(
          "preview_interval_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          "iterations between previews; 0 draws them with each save");
  public static final Setting<Pictures> PICTURES =
      Setting.of(
          "pictures",
          SettingType.words(List.of(Pictures.values()), Pictures::word),
          Pictures.ALL,
          "previews and charts with each save, with the last one, or never");

  public static final List<Setting<?>> SETTINGS =
      List.of(SAVE_INTERVAL_MIN, SAVE_INTERVAL_ITER, PREVIEW_INTERVAL_ITER, PICTURES);

  /** Fills the schedule from settings. */
  static SaveSchedule of(SettingValues values) {
    return new SaveSchedule(
        values.get(SAVE_INTERVAL_MIN),
        values.get(SAVE_INTERVAL_ITER),
        values.get(PREVIEW_INTERVAL_ITER),
        values.get(PICTURES));
  }
}
