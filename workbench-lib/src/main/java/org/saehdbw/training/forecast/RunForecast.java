package org.saehdbw.training.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.parallel.Progress;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.Summary;
import org.saehdbw.training.TimedTrainingStep;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.memory.CardMemory;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.SchedulePlans;
import org.saehdbw.training.plan.ScheduledStage;
import org.saehdbw.training.plan.StageEnd;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * Measures each stage of a run for a few iterations, from initial weights, with its own faces,
 * samples and losses, and says what the whole run will take. Nothing is written.
 */
public final class RunForecast {
  private static final int WARM_UP = 3;
  private static final int LEAST = 5;
  private static final int MOST = 200;

  private final Settings run;
  private final double seconds;
  private final Consumer<String> warnings;

  /**
   * Prepares a forecast.
   *
   * @param run settled settings of the whole run
   * @param seconds how long each stage is measured at least, not below 0
   * @param warnings told of faces that cannot be read
   */
  public RunForecast(Settings run, double seconds, Consumer<String> warnings) {
    this.run = run;
    this.seconds = seconds;
    this.warnings = warnings;
  }

  /**
   * Measures every stage.
   *
   * @return in the order of the schedule; one for a run without a schedule
   * @throws SettingsException if settings contradict one another or faces are missing
   * @throws InterruptedException if the thread was interrupted while it waited for samples
   */
  public List<StageForecast> stages() throws SettingsException, InterruptedException {
    return stages(Progress.NONE);
  }

  /**
   * Measures every stage, and tells how far it is.
   *
   * @return in the order of the schedule; one for a run without a schedule
   * @throws SettingsException if settings contradict one another or faces are missing
   * @throws InterruptedException if the thread was interrupted while it waited for samples
   */
  public List<StageForecast> stages(Progress progress)
      throws SettingsException, InterruptedException {
    List<TrainingPlan> plans = SchedulePlans.of(run, CustomComponents.NONE);
    List<TrainingFaces> faces = TrainingFaces.openAll(plans, progress);
    String device = DeviceChoice.choose(run, CardMemory.needs(plans), warnings).name();
    List<ScheduledStage> stages = run.get(Schedule.STAGES).stages();
    List<StageForecast> forecasts = new ArrayList<>();
    OptionalLong before = OptionalLong.of(0);
    for (int i = 0; i < plans.size(); i++) {
      progress.at("stages measured", i, plans.size());
      ScheduledStage stage =
          stages.isEmpty() ? new ScheduledStage("", Map.of(), StageEnd.NEVER) : stages.get(i);
      List<Double> millis = measure(plans.get(i), faces.get(i), device);
      double median = Summary.of(millis).median();
      OptionalLong most = mostIterations(stage.end(), before, median);
      forecasts.add(
          new StageForecast(
              stage.name(),
              plans.get(i).stage().text(),
              stage.settings(),
              stage.end(),
              most,
              median,
              millis.size()));
      before =
          before.isPresent() && most.isPresent()
              ? OptionalLong.of(before.getAsLong() + most.getAsLong())
              : OptionalLong.empty();
    }
    return List.copyOf(forecasts);
  }

  /** The run's own target ends the last stage, and a stage that would go beyond it. */
  private OptionalLong mostIterations(StageEnd end, OptionalLong before, double median) {
    long most = end.iterations() > 0 ? end.iterations() : Long.MAX_VALUE;
    if (end.trainSeconds() > 0) {
      most = Math.min(most, Math.max(1, Math.round(end.trainSeconds() * 1000 / median)));
    }
    int target = run.get(TrainingTarget.TARGET_ITER);
    if (target > 0 && before.isPresent()) {
      most = Math.min(most, Math.max(0, target - before.getAsLong()));
    }
    return most == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(most);
  }

  private List<Double> measure(TrainingPlan plan, TrainingFaces faces, String device)
      throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    try (FaceLoader loader =
            FaceLoader.start(
                faces.src().training(), faces.dst().training(), plan.samples(), 1, warnings);
        TimedTrainingStep step = TimedTrainingStep.open(plan, device)) {
      long first = 0;
      for (int i = 0; i < WARM_UP + MOST; i++) {
        long begun = System.nanoTime();
        first = i == WARM_UP ? begun : first;
        Batch batch = loader.next();
        step.step(batch.src(), batch.dst());
        long ended = System.nanoTime();
        if (i >= WARM_UP) {
          millis.add((ended - begun) / 1e6);
        }
        if (millis.size() >= LEAST && ended - first >= seconds * 1e9) {
          break;
        }
      }
    }
    return millis;
  }
}
