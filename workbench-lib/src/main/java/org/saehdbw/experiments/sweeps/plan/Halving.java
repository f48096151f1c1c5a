package org.saehdbw.experiments.sweeps.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Successive halving (Jamieson and Talwalkar, 2016): all points get a small budget, the best part
 * of them {@code eta} times as much, and so on up to the whole budget. A survivor's run is
 * continued.
 *
 * @param eta one in so many continues; at least 2
 * @param minIterations the first budget, at least 1
 */
public record Halving(int eta, long minIterations) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is below what is said above
   */
  public Halving {
    if (eta < 2 || minIterations < 1) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "halving must have eta of at least 2 and min_iterations of at least 1, got eta %d"
                      + " and",
                  eta)
              + " min_iterations "
              + minIterations);
    }
  }

  /** Returns the iterations at which points are compared; the last is the whole budget. */
  public List<Long> rungs(long budget) {
    List<Long> rungs = new ArrayList<>();
    for (long at = minIterations; at < budget; at *= eta) {
      rungs.add(at);
    }
    rungs.add(budget);
    return rungs;
  }

  /** Returns how many of so many points continue, at least one. */
  public int survivors(int points) {
    return Math.max(1, (points + eta - 1) / eta);
  }
}
