package org.saehdbw.statistics.sequential;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A comparison of points over seeds as it is planned before the first look.
 *
 * <p>"The first is better than all others" is said wrongly with at most {@code 1 - level}, over all
 * looks. Of K points that one says it wrongly means that it was found better than one of the truly
 * best points, or that one of them, tied, was found better than another: at most K one-sided tests,
 * each of which has a K-th of the error rate. Which pairs of the other points differ costs nothing,
 * since nothing is claimed of them.
 *
 * <p>"The best two are equivalent" has an error rate of its own of the same size. It is shared out
 * to all pairs, since the two were picked by their results.
 */
public final class Design {
  /**
   * This part of the error rate is never spent. Levels are exact for normal differences; of trials
   * that stay on a plateau or leave it they are not.
   */
  private static final double RESERVE = 0.1;

  private final Looks looks;
  private final Spending spending;
  private final double level;
  private final Margin margin;
  private final Map<Double, Boundaries> known = new ConcurrentHashMap<>();

  /**
   * Takes a plan.
   *
   * @param level 1 less the error rate, such as 0.95
   * @throws IllegalArgumentException if the level is not from 0.8 to below 1
   */
  public Design(Looks looks, Spending spending, double level, Margin margin) {
    if (!(level >= 0.8 && level < 1)) {
      throw new IllegalArgumentException("level must be at least 0.8 and below 1, got " + level);
    }
    this.looks = looks;
    this.spending = spending;
    this.level = level;
    this.margin = margin;
  }

  /** Returns at how many seeds points are compared. */
  public Looks looks() {
    return looks;
  }

  /** Returns the difference that is as good as none. */
  public Margin margin() {
    return margin;
  }

  /** Returns 1 less the error rate. */
  public double level() {
    return level;
  }

  /**
   * Returns the design of one of several comparisons that share the error rate, each with an equal
   * part of it.
   *
   * @param comparisons at least 1
   * @throws IllegalArgumentException if there are fewer
   */
  public Design among(int comparisons) {
    if (comparisons < 1) {
      throw new IllegalArgumentException("comparisons must be at least 1, got " + comparisons);
    }
    double each = comparisons == 1 ? level : 1 - (1 - level) / comparisons;
    return new Design(looks, spending, each, margin);
  }

  /**
   * Returns the level of the two-sided test for a difference.
   *
   * @param look counted from 0
   * @param points before the first look, at least 2
   */
  public double differenceLevel(int look, int points) {
    return boundaries(2 * error() / points).level(look);
  }

  /**
   * Returns the level of each of the two one-sided tests for equivalence: one side of the two-sided
   * boundaries at twice the error rate.
   *
   * @param look counted from 0
   * @param points before the first look, at least 2
   */
  public double equivalenceLevel(int look, int points) {
    int pairs = points * (points - 1) / 2;
    return boundaries(2 * error() / pairs).level(look) / 2;
  }

  private double error() {
    return (1 - RESERVE) * (1 - level);
  }

  private Boundaries boundaries(double alpha) {
    return known.computeIfAbsent(alpha, each -> Boundaries.of(looks, spending, each));
  }
}
