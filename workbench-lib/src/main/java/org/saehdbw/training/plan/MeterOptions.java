package org.saehdbw.training.plan;

import java.util.List;
import java.util.function.Consumer;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.meters.RunMeters;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;

/** What a trainer's meters report. */
public final class MeterOptions {
  public static final Setting<Boolean> REPORT_SLOWDOWN =
      Setting.of(
          "report_slowdown",
          SettingType.bool(),
          true,
          "warn when iterations, saves or previews take longer than was usual in the run");

  public static final List<Setting<?>> SETTINGS = List.of(REPORT_SLOWDOWN);

  private static final int SIDES = 2;

  private MeterOptions() {}

  /** Returns the meters of a trainer, whose history begins now. */
  public static RunMeters meters(TrainingPlan plan, RunFolder folder, Consumer<String> warnings) {
    return new RunMeters(
        folder.eventLog(),
        SIDES * plan.samples().batch().batchSize(),
        plan.settings().get(REPORT_SLOWDOWN),
        warnings);
  }
}
