package org.saehdbw.training.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.components.CustomComponents;

/** The plan of each stage, once all of them are known to go together. */
public final class SchedulePlans {
  private SchedulePlans() {}

  /**
   * Reads the plan of each stage; of a run without a schedule its only one.
   *
   * @param own what settings may name besides what is found by name
   * @throws SettingsException if a stage contradicts itself or cannot be reached
   */
  public static List<TrainingPlan> of(Settings run, CustomComponents own) throws SettingsException {
    Schedule schedule = run.get(Schedule.STAGES);
    if (schedule.isEmpty()) {
      return List.of(TrainingPlan.of(run, own));
    }
    if (run.get(RunSettings.PRETRAIN)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "pretrain must be said by the stages of a run that has stages, got true for the run"
                  + " (%s)",
              run.origin(RunSettings.PRETRAIN)));
    }
    requireReached(run, schedule);
    List<TrainingPlan> plans = new ArrayList<>();
    for (int number = 0; number < schedule.stages().size(); number++) {
      ScheduledStage stage = schedule.stages().get(number);
      Settings settings = Schedule.inStage(run, number);
      TrainingPlan plan = TrainingPlan.of(settings, own);
      requireEffect(stage, plan);
      requireJudge(stage, settings);
      plans.add(plan);
    }
    return List.copyOf(plans);
  }

  /**
   * Returns what the user should know of a run's settings, one line each. A setting that has no
   * effect in one stage but has in another is no surprise.
   *
   * @param plans of all stages
   */
  public static List<String> remarks(List<TrainingPlan> plans) {
    List<String> common = new ArrayList<>(plans.get(0).remarks());
    plans.forEach(plan -> common.retainAll(plan.remarks()));
    return List.copyOf(common);
  }

  /** What a stage itself says must count in it; what the whole run says need not. */
  private static void requireEffect(ScheduledStage stage, TrainingPlan plan)
      throws SettingsException {
    for (String remark : IneffectiveSettings.remarks(plan.settings(), plan.stage())) {
      if (stage.settings().keySet().stream().anyMatch(key -> remark.startsWith(key + " "))) {
        throw new SettingsException(remark);
      }
    }
  }

  private static void requireJudge(ScheduledStage stage, Settings settings)
      throws SettingsException {
    if (!stage.end().needsJudge()) {
      return;
    }
    String end = "the end of stage " + stage.name() + " (" + stage.end().text() + ")";
    if (settings.get(RunSettings.HELD_OUT) == 0) {
      throw new SettingsException(
          end
              + " needs held-out faces, got held_out 0 ("
              + settings.origin(RunSettings.HELD_OUT)
              + ")");
    }
    boolean saves =
        settings.get(SaveSchedule.SAVE_INTERVAL_MIN) > 0
            || settings.get(SaveSchedule.SAVE_INTERVAL_ITER) > 0;
    if (!saves) {
      throw new SettingsException(
          end + " needs saves, got save_interval_min 0 and save_interval_iter 0");
    }
  }

  /** Stages whose lengths are known must leave something of the run to the last one. */
  private static void requireReached(Settings run, Schedule schedule) throws SettingsException {
    int target = run.get(TrainingTarget.TARGET_ITER);
    long before = 0;
    for (ScheduledStage stage : schedule.stages()) {
      if (target > 0 && before >= target) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "target_iter must be above the %d iterations before stage %s, got %d (%s)",
                before,
                stage.name(),
                target,
                run.origin(TrainingTarget.TARGET_ITER)));
      }
      if (!stage.end().isCounted()) {
        return;
      }
      before += stage.end().iterations();
    }
  }
}
