package org.saehdbw.experiments.sweeps.running;

import java.nio.file.Path;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;

/** A driver of a process of its own, which a test can kill. */
final class DrivingChild {
  private DrivingChild() {}

  /** Runs {@code EXPERIMENT RESULTS} with trainers that have no engine. */
  public static void main(String[] args) throws Exception {
    Experiment experiment = ExperimentFile.read(Path.of(args[0]));
    Path results = Path.of(args[1]);
    SweepDriver.run(
        FakeTrainer.program(),
        SweepPlan.of(experiment, results),
        results,
        false,
        SweepListener.NONE,
        () -> false,
        System::nanoTime);
  }
}
