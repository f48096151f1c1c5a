package org.saehdbw.experiments.sweeps.results;

import java.util.List;
import org.saehdbw.statistics.Summary;

/**
 * How the trials of a point came to where they ended.
 *
 * @param point whose trials
 * @param meanOverTraining the mean over seeds of the area under the metric's curve, divided by its
 *     length: the metric's mean height on the way, in the metric's own unit
 * @param secondsToLevel for each seed the training seconds until it was first as good as the level,
 *     rising; infinite for a seed that never was
 */
public record PointProgress(
    PointResult point, double meanOverTraining, List<Double> secondsToLevel) {
  /** Sorts the seconds. */
  public PointProgress {
    secondsToLevel = secondsToLevel.stream().sorted().toList();
  }

  /** Returns how many seeds reached the level. */
  public int reached() {
    return (int) secondsToLevel.stream().filter(Double::isFinite).count();
  }

  /**
   * Returns the median of the seconds; infinite where no more than half of the seeds reached the
   * level. A mean would have to leave those out that did not, and so flatter a point that reaches
   * it seldom.
   */
  public double medianSeconds() {
    return Summary.of(secondsToLevel).median();
  }
}
