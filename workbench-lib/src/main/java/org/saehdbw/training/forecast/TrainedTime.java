package org.saehdbw.training.forecast;

import java.util.List;
import org.saehdbw.runs.metrics.MetricsRow;

/** How long the iterations of a run and of its present stage took, without saves and previews. */
public final class TrainedTime {
  private final long first;
  private double inRun;
  private double inStage;

  /**
   * Begins with no iteration.
   *
   * @param targets say where the present stage begins
   */
  public TrainedTime(RunTargets targets) {
    first = targets.stages().first();
  }

  /**
   * Begins with seconds of iterations that were made.
   *
   * @param inRun of the whole run
   * @param inStage of the present stage, in which further iterations are
   */
  public TrainedTime(double inRun, double inStage) {
    first = 0;
    this.inRun = inRun;
    this.inStage = inStage;
  }

  /** Returns the time of these iterations. */
  public static TrainedTime of(RunTargets targets, List<MetricsRow> rows) {
    TrainedTime time = new TrainedTime(targets);
    rows.forEach(time::add);
    return time;
  }

  /** Takes an iteration; one of unknown time counts as none. */
  public void add(MetricsRow row) {
    double seconds = Double.isNaN(row.stepMillis()) ? 0 : row.stepMillis() / 1000;
    inRun += seconds;
    inStage += row.iteration() > first ? seconds : 0;
  }

  /** Returns the seconds of the whole run. */
  public double inRun() {
    return inRun;
  }

  /** Returns the seconds of the present stage. */
  public double inStage() {
    return inStage;
  }
}
