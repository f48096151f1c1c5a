package org.saehdbw.training.forecast;

import java.util.List;
import java.util.Optional;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.meters.Eta;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.runs.meters.SpeedMeter;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.RemainingStages;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * When a run ends, as far as that can be foreseen.
 *
 * @param iterations the target iteration, 0 without one
 * @param trainSeconds the target time of iterations, 0 without one
 * @param stages that the run has before it
 */
public record RunTargets(long iterations, double trainSeconds, RemainingStages stages) {
  /** Of a run without a schedule. */
  public RunTargets(long iterations, double trainSeconds) {
    this(iterations, trainSeconds, RemainingStages.NONE);
  }

  /**
   * Reads the targets of a run.
   *
   * @param settings of the whole run
   * @param events say in which stage it is
   * @param iteration how many were made
   */
  public static RunTargets of(Settings settings, List<Event> events, long iteration) {
    return new RunTargets(
        settings.get(TrainingTarget.TARGET_ITER),
        settings.get(TrainingTarget.TARGET_TRAIN_S),
        RemainingStages.of(settings, events, iteration));
  }

  /** Returns {@code /60000}, or nothing without a target iteration. */
  public String ofIterations() {
    return iterations > 0 ? "/" + iterations : "";
  }

  /**
   * Returns the time left, as a bound where a save may end the run sooner.
   *
   * @param iteration how many were made
   * @param meter which took the last iterations
   * @param trained the time of all iterations
   */
  public Optional<Eta> eta(long iteration, Speed speed, SpeedMeter meter, TrainedTime trained) {
    RemainingStages.Left left =
        stages.left(iteration, trained.inStage(), speed.stepMillis() / 1000, iterations);
    Optional<Eta> eta =
        Eta.of(
            speed,
            left.most(),
            trainSeconds > 0
                ? Math.max(0, trainSeconds - trained.inRun())
                : Double.POSITIVE_INFINITY,
            meter.pauseShare());
    return left.maySooner() ? eta.map(Eta::asBound) : eta;
  }
}
