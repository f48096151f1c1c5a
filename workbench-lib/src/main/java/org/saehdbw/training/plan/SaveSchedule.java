package org.saehdbw.training.plan;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.saehdbw.architectures.ModelSettings;
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
 * @param backupHours between backups, which saves make; 0 is off
 * @param beside whether training continues while a copy of the model is written
 */
public record SaveSchedule(
    double minutes,
    int iterations,
    int previewIterations,
    Pictures pictures,
    int backupHours,
    boolean beside) {
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
          10.0,
          "minutes between saves; 0 is off");
  public static final Setting<Integer> SAVE_INTERVAL_ITER =
      Setting.of(
          "save_interval_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          "iterations between saves; 0 is off");
  public static final Setting<Boolean> SAVE_BESIDE =
      Setting.of(
          "save_beside",
          SettingType.bool(),
          true,
          "training continues while a copy of the model is written; n takes no memory for the copy"
              + " and waits");
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

  public static final Setting<Integer> AUTOBACKUP_HOUR =
      Setting.of(
              "autobackup_hour",
              SettingType.integer(0, 24),
              0,
              "hours between backups of a checkpoint with its preview, 24 of which are kept; 0 is"
                  + " off")
          .storedAs(SettingType.integer(0, Integer.MAX_VALUE));
  public static final Setting<Boolean> WRITE_PREVIEW_HISTORY =
      Setting.of(
          "write_preview_history",
          SettingType.bool(),
          false,
          "previews as often as in DeepFaceLab, unless preview_interval_iter says how often");

  public static final List<Setting<?>> SETTINGS =
      List.of(
          SAVE_INTERVAL_MIN,
          SAVE_INTERVAL_ITER,
          SAVE_BESIDE,
          PREVIEW_INTERVAL_ITER,
          PICTURES,
          AUTOBACKUP_HOUR,
          WRITE_PREVIEW_HISTORY);

  private static final int GRAY_PREVIEWS = 500;

  /** Fills the schedule from settings. */
  public static SaveSchedule of(SettingValues values) {
    return new SaveSchedule(
        values.get(SAVE_INTERVAL_MIN),
        values.get(SAVE_INTERVAL_ITER),
        previewIterations(values),
        values.get(PICTURES),
        values.get(AUTOBACKUP_HOUR),
        values.get(SAVE_BESIDE));
  }

  /**
   * Whether a checkpoint is due: after the first iteration, and as often as was asked.
   *
   * @param iteration the one that was just made
   * @param nanos since the last save, by the processor's clock, or since the start
   */
  public boolean isDue(long iteration, long nanos) {
    return iteration == 1
        || isMultiple(iteration, iterations)
        || (minutes > 0 && nanos / (double) TimeUnit.MINUTES.toNanos(1) >= minutes);
  }

  /** Whether a preview is due between saves. */
  public boolean isPreviewDue(long iteration) {
    return isMultiple(iteration, previewIterations);
  }

  private static boolean isMultiple(long iteration, int interval) {
    return interval > 0 && iteration % interval == 0;
  }

  /** In colour the more rarely the larger the pictures are, in gray as in the gray fork. */
  private static int previewIterations(SettingValues values) {
    int said = values.get(PREVIEW_INTERVAL_ITER);
    if (said > 0 || !values.get(WRITE_PREVIEW_HISTORY)) {
      return said;
    }
    return values.get(ModelSettings.CHANNELS) == ModelSettings.Channels.GRAY
        ? GRAY_PREVIEWS
        : 10 * Math.max(1, values.get(ModelSettings.RESOLUTION) / 64);
  }
}
