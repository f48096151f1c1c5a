package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.saehdbw.experiments.TrainerTask;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.SweepPlan.PlannedPoint;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.files.FileTree;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * A short sweep over the same points, in a folder that is deleted afterwards, to forecast the whole
 * one.
 *
 * @param results of its trials, all of the same few iterations
 * @param iterations of each
 * @param wholeIterations of a trial of the sweep itself; 0 where seconds end it
 * @param atOnce how many trials ran at once
 */
public record SweepPilot(SweepResults results, int iterations, int wholeIterations, int atOnce) {
  private static final int FEWEST = 20;
  private static final int MOST = 60;
  private static final int SHARE = 10;
  private static final String ORIGIN = "pilot";

  /**
   * Runs a pilot.
   *
   * @param plan of the sweep
   * @param listener follows the pilot's trials
   * @param stop asked again and again
   * @return empty if it was stopped
   */
  public static Optional<SweepPilot> run(
      SweepPlan plan, SweepListener listener, BooleanSupplier stop)
      throws SettingsException, IOException, InterruptedException {
    return run(ChildProgram.find(TrainerTask.class), plan, listener, stop);
  }

  static Optional<SweepPilot> run(
      ChildProgram<TrainerTask> program,
      SweepPlan plan,
      SweepListener listener,
      BooleanSupplier stop)
      throws SettingsException, IOException, InterruptedException {
    int whole = wholeIterations(plan);
    int iterations =
        whole == 0 ? FEWEST : Math.min(whole, Math.min(MOST, Math.max(FEWEST, whole / SHARE)));
    Path folder = Files.createTempDirectory("pilot");
    try {
      AtomicInteger atOnce = new AtomicInteger(1);
      SweepDriver.Outcome outcome =
          SweepDriver.run(
              program,
              pilot(plan, iterations, iterations == whole),
              folder,
              false,
              heard(listener, atOnce),
              stop,
              System::nanoTime);
      return outcome.complete()
          ? Optional.of(
              new SweepPilot(
                  SweepResults.open(outcome.folder().path()), iterations, whole, atOnce.get()))
          : Optional.empty();
    } finally {
      FileTree.delete(folder);
    }
  }

  private static int wholeIterations(SweepPlan plan) {
    return plan.points().stream()
        .mapToInt(point -> point.settings().get(TrainingTarget.TARGET_ITER))
        .max()
        .orElse(0);
  }

  private static SweepListener heard(SweepListener listener, AtomicInteger atOnce) {
    return new SweepListener() {
      @Override
      public void began(SweepPlan plan, int trials, int missing, SideBySide sideBySide) {
        atOnce.set(sideBySide.places());
        listener.began(plan, trials, missing, sideBySide);
      }

      @Override
      public void trialBegan(Trial trial, String how) {
        listener.trialBegan(trial, how);
      }

      @Override
      public void trialEnded(TrialResult result, int missing, Optional<Double> secondsLeft) {
        listener.trialEnded(result, missing, secondsLeft);
      }

      @Override
      public void remarked(String line) {
        listener.remarked(line);
      }
    };
  }

  /** The same points with few iterations; two seeds where these are the whole training. */
  private static SweepPlan pilot(SweepPlan plan, int iterations, boolean isWhole)
      throws SettingsException {
    Experiment of = plan.experiment();
    List<Long> seeds = Decide.seeds(of.seeds(), isWhole ? 2 : 1);
    Experiment experiment =
        Experiment.builder()
            .name(ORIGIN)
            .base(of.base())
            .points(plan.points().stream().map(PlannedPoint::point).toList())
            .seeds(seeds)
            .budget(SweepBudget.iterations(iterations))
            .metric(of.metric())
            .timeoutS(of.timeoutS())
            .memoryMib(of.memoryMib())
            .parallelTrials(of.parallelTrials())
            .devices(of.devices())
            .build();
    String count = String.valueOf(iterations);
    List<PlannedPoint> points = new ArrayList<>();
    for (PlannedPoint point : plan.points()) {
      Settings settings =
          point
              .settings()
              .with(TrainingTarget.TARGET_ITER.name(), count, ORIGIN)
              .with(TrainingTarget.TARGET_TRAIN_S.name(), "0", ORIGIN)
              .with(TrainingTarget.TARGET_QUALITY.name(), "", ORIGIN)
              .with(SaveSchedule.SAVE_INTERVAL_ITER.name(), count, ORIGIN);
      points.add(new PlannedPoint(point.point(), settings));
    }
    return new SweepPlan(experiment, points);
  }
}
