package org.saehdbw.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.correlation.KendallsCorrelation;

/**
 * How far two rankings agree: Kendall's tau-b, which allows for ties.
 *
 * @param tau 1 when both rank alike, -1 when one is the other's reverse, near 0 when they know
 *     nothing of each other
 * @param pValue of the two-sided test that they know nothing of each other
 * @param count how many things were ranked
 */
public record KendallTau(double tau, double pValue, int count) {
  /** Up to this many values without ties the p value is counted out; beyond, normal is near. */
  private static final int MOST_EXACT = 50;

  private static final int FEWEST = 3;

  /**
   * Compares two rankings of the same things.
   *
   * <p>Without ties and up to {@value #MOST_EXACT} values, the p value is exact: the share of all
   * orders that agree or disagree as much. Otherwise it is that of the normal distribution with the
   * variance that ties leave (Kendall, "Rank correlation methods", 1970), which with ties among
   * fewer than ten values is rough.
   *
   * @param a one figure of each thing
   * @param b the other figure of each, in the same order
   * @throws IllegalArgumentException if there are fewer than three values, the lengths differ, a
   *     value is not finite, or all values of one are the same, so that it ranks nothing
   */
  public static KendallTau of(double[] a, double[] b) {
    Arguments.sameLength("a", a.length, "b", b.length);
    Arguments.atLeast("values to rank", FEWEST, a.length);
    Arguments.finite("a", a);
    Arguments.finite("b", b);
    Ties tiesA = Ties.of("a", a);
    Ties tiesB = Ties.of("b", b);
    double tau = new KendallsCorrelation().correlation(a, b);
    long n = a.length;
    double pairs = n * (n - 1) / 2.0;
    double agreeing = Math.rint(tau * Math.sqrt((pairs - tiesA.pairs()) * (pairs - tiesB.pairs())));
    boolean exact = n <= MOST_EXACT && tiesA.pairs() == 0 && tiesB.pairs() == 0;
    double pValue = exact ? exact(a.length, agreeing) : normal(n, agreeing, tiesA, tiesB);
    return new KendallTau(tau, pValue, a.length);
  }

  /** The share of all orders with as few inversions as the rarer kind of pairs, both ways. */
  private static double exact(int n, double agreeing) {
    int inversions = (int) ((n * (n - 1) / 2.0 - Math.abs(agreeing)) / 2);
    double[] share = new double[inversions + 1];
    share[0] = 1;
    for (int length = 2; length <= n; length++) {
      double[] next = new double[inversions + 1];
      for (int k = 0; k <= inversions; k++) {
        for (int added = 0; added < length && added <= k; added++) {
          next[k] += share[k - added] / length;
        }
      }
      share = next;
    }
    return Math.min(1, 2 * Arrays.stream(share).sum());
  }

  private static double normal(long n, double agreeing, Ties a, Ties b) {
    double orders = n * (n - 1);
    double variance =
        (orders * (2 * n + 5) - a.weighted() - b.weighted()) / 18
            + 2 * a.pairs() * b.pairs() / orders
            + a.triples() * b.triples() / (9 * orders * (n - 2));
    double z = Math.abs(agreeing) / Math.sqrt(variance);
    return 2 * new NormalDistribution().cumulativeProbability(-z);
  }

  /** Sums over groups of t equal values: t(t-1)/2, t(t-1)(t-2) and t(t-1)(2t+5). */
  private record Ties(double pairs, double triples, double weighted) {
    static Ties of(String name, double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      if (sorted[0] == sorted[sorted.length - 1]) {
        throw new IllegalArgumentException(
            name + " must rank, but all its " + values.length + " values are " + sorted[0]);
      }
      double pairs = 0;
      double triples = 0;
      double weighted = 0;
      int from = 0;
      for (int i = 1; i <= sorted.length; i++) {
        if (i == sorted.length || sorted[i] != sorted[from]) {
          double t = i - from;
          pairs += t * (t - 1) / 2;
          triples += t * (t - 1) * (t - 2);
          weighted += t * (t - 1) * (2 * t + 5);
          from = i;
        }
      }
      return new Ties(pairs, triples, weighted);
    }
  }
}
