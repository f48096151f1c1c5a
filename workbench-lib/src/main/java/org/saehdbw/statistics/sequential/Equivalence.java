package org.saehdbw.statistics.sequential;

import org.saehdbw.statistics.PairedT;

/**
 * Two one-sided paired t tests (D. J. Schuirmann, A comparison of the two one-sided tests procedure
 * and the power approach for assessing the equivalence of average bioavailability, Journal of
 * Pharmacokinetics and Biopharmaceutics 15, 1987): two points are equivalent at a level if both
 * tests find the difference inside the margin.
 *
 * @param notBelow the p value against a difference of the margin downwards or more
 * @param notAbove the p value against a difference of the margin upwards or more
 */
public record Equivalence(double notBelow, double notAbove) {
  private static final double ANY_LEVEL = 0.95;

  /**
   * Tests the first point against the second.
   *
   * @param first values, one a seed, at least two
   * @param second values in the same order of seeds
   * @param margin named beforehand
   * @throws IllegalArgumentException as {@link PairedT#of}
   */
  public static Equivalence of(double[] first, double[] second, Margin margin) {
    return new Equivalence(
        above(margin.moved(second, -1), first), above(first, margin.moved(second, 1)));
  }

  /** The one-sided p value that the mean of b - a is 0 or less, against above 0. */
  private static double above(double[] a, double[] b) {
    PairedT test = PairedT.of(a, b, ANY_LEVEL);
    return test.mean() > 0 ? test.pValue() / 2 : 1 - test.pValue() / 2;
  }

  /** Returns the p value of both tests together: the larger one. */
  public double pValue() {
    return Math.max(notBelow, notAbove);
  }
}
