package org.saehdbw.experiments.compare.plan;

import java.util.Optional;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.places.SideBySide;

/**
 * The trainings of a comparison: one for each arm and seed.
 *
 * @param iterations of each
 * @param seeds how many; seeds are 1, 2, 3 and so on. With {@code until: decided} the most that an
 *     arm gets
 * @param saveEvery iterations between two judgements of held-out faces
 * @param metric by which they are compared
 * @param timeoutS seconds that one may work at a time before it is stopped; 0 for no limit
 * @param parallelTrials how many work at once; 0 leaves it to the machine
 * @param until {@value Decide#DECIDED} to add seeds until the arms are compared; else empty
 * @param decide how, where that is said; used with {@code until} alone
 */
public record QualityPlan(
    int iterations,
    int seeds,
    int saveEvery,
    QualityMetric metric,
    int timeoutS,
    int parallelTrials,
    String until,
    Optional<Decide> decide) {
  private static final int MOST_SEEDS = 1000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public QualityPlan {
    atLeast("quality.iterations", iterations, 2, Integer.MAX_VALUE);
    if (!until.isEmpty() && !until.equals(Decide.DECIDED)) {
      throw new IllegalArgumentException(
          "quality.until must be decided, or left out, got " + until);
    }
    if (!until.isEmpty()) {
      int most = decide.orElse(Decide.DEFAULT).mostSeeds();
      atLeast("quality.decide.most_seeds", most, 1, MOST_SEEDS);
      seeds = most;
    }
    atLeast("quality.seeds", seeds, 1, MOST_SEEDS);
    atLeast("quality.save_every", saveEvery, 1, iterations);
    atLeast("quality.timeout_s", timeoutS, 0, Integer.MAX_VALUE);
    atLeast("quality.parallel_trials", parallelTrials, 0, SideBySide.MOST);
  }

  /** Takes a plan whose number of seeds is fixed. */
  public QualityPlan(
      int iterations,
      int seeds,
      int saveEvery,
      QualityMetric metric,
      int timeoutS,
      int parallelTrials) {
    this(iterations, seeds, saveEvery, metric, timeoutS, parallelTrials, "", Optional.empty());
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

  /** Returns how arms are compared as seeds are added; empty without {@code until: decided}. */
  public Optional<Decide> deciding() {
    return until.isEmpty() ? Optional.empty() : Optional.of(decide.orElse(Decide.DEFAULT));
  }

  /** Returns the same with seeds that are added until the arms are compared. */
  public QualityPlan untilDecided(Decide how) {
    return new QualityPlan(
        iterations,
        how.mostSeeds(),
        saveEvery,
        metric,
        timeoutS,
        parallelTrials,
        Decide.DECIDED,
        Optional.of(how));
  }

  /**
   * Whether only the number of seeds, the patience and how many work at once differ. Neither can
   * arms whose results were seen be decided, nor can the looks at them be changed.
   */
  boolean continues(QualityPlan before) {
    return iterations == before.iterations
        && saveEvery == before.saveEvery
        && metric.equals(before.metric)
        && deciding().map(Decide::fixed).equals(before.deciding().map(Decide::fixed));
  }
}
