package org.saehdbw.experiments.compare.plan;

import org.saehdbw.experiments.places.SideBySide;

/**
 * The trainings of a comparison: one for each arm and seed.
 *
 * @param iterations of each
 * @param seeds how many; seeds are 1, 2, 3 and so on
 * @param saveEvery iterations between two judgements of held-out faces
 * @param metric by which they are compared
 * @param timeoutS seconds that one may work at a time before it is stopped; 0 for no limit
 * @param parallelTrials how many work at once; 0 leaves it to the machine
 */
public record QualityPlan(
    int iterations,
    int seeds,
    int saveEvery,
    QualityMetric metric,
    int timeoutS,
    int parallelTrials) {
  private static final int MOST_SEEDS = 1000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public QualityPlan {
    atLeast("quality.iterations", iterations, 2, Integer.MAX_VALUE);
    atLeast("quality.seeds", seeds, 1, MOST_SEEDS);
    atLeast("quality.save_every", saveEvery, 1, iterations);
    atLeast("quality.timeout_s", timeoutS, 0, Integer.MAX_VALUE);
    atLeast("quality.parallel_trials", parallelTrials, 0, SideBySide.MOST);
  }

  private static void atLeast(String key, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          key
              + (high == Integer.MAX_VALUE
                  ? " must be at least " + low
                  : " must be from " + low + " to " + high)
              + ", got "
              + value);
    }
  }

  /** Whether only the number of seeds, the patience and how many work at once differ. */
  boolean continues(QualityPlan before) {
    return new QualityPlan(
            before.iterations, seeds, before.saveEvery, before.metric, timeoutS, parallelTrials)
        .equals(this);
  }
}
