package org.saehdbw.cli;

import java.util.Optional;
import org.saehdbw.runs.meters.Eta;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.runs.meters.SpeedMeter;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * When a run ends, as far as that can be foreseen.
 *
 * @param iterations the target iteration, 0 without one
 * @param trainSeconds the target time of iterations, 0 without one
 */
record RunTargets(long iterations, double trainSeconds) {
  static RunTargets of(Settings settings) {
    return new RunTargets(
        settings.get(TrainingTarget.TARGET_ITER), settings.get(TrainingTarget.TARGET_TRAIN_S));
  }

  /** Returns {@code /60000}, or nothing without a target iteration. */
  String ofIterations() {
    return iterations > 0 ? "/" + iterations : "";
  }

  /**
   * Returns the time left.
   *
   * @param iteration how many were made
   * @param meter which took the last iterations
   * @param trainedBefore seconds of iterations that {@code meter} did not take
   */
  Optional<Eta> eta(long iteration, Speed speed, SpeedMeter meter, double trainedBefore) {
    return Eta.of(
        speed,
        iterations > 0 ? Math.max(0, iterations - iteration) : Double.POSITIVE_INFINITY,
        trainSeconds > 0
            ? Math.max(0, trainSeconds - trainedBefore - meter.trainedSeconds())
            : Double.POSITIVE_INFINITY,
        meter.pauseShare());
  }
}
