package org.saehdbw.statistics.sequential;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The level of the paired t test at each look, such that all looks together find a difference that
 * does not exist with the error rate that was asked for, exactly for normal differences.
 *
 * @param looks at how many seeds
 * @param levels of the two-sided test at each look, between 0 and 1
 */
public record Boundaries(Looks looks, List<Double> levels) {
  /** Copies the list. */
  public Boundaries {
    levels = List.copyOf(levels);
  }

  /**
   * Computes the levels.
   *
   * @param alpha the two-sided error rate of all looks together, between 0 and 1
   * @throws IllegalArgumentException if {@code alpha} is not between 0 and 1
   */
  public static Boundaries of(Looks looks, Spending spending, double alpha) {
    Walk walk = new Walk(looks.seeds().get(0));
    Double[] levels = new Double[looks.count()];
    double spent = 0;
    for (int i = 0; i < levels.length; i++) {
      int seeds = looks.seeds().get(i);
      double now = spending.spent(alpha, looks.share(i));
      walk.growTo(seeds);
      double t = walk.take(now - spent);
      levels[i] = i == 0 ? now : 2 * new TDistribution(seeds - 1).cumulativeProbability(-t);
      spent = now;
    }
    return new Boundaries(looks, Arrays.asList(levels));
  }

  /** Returns the level of the two-sided test at a look, counted from 0. */
  public double level(int look) {
    return levels.get(look);
  }
}
