package org.saehdbw.statistics.sequential;

import org.saehdbw.statistics.PairedT;

/**
 * What one look at a point and the reference that it is compared with found. Other than a {@link
 * Look} at points, of which the best is asked for, it is known beforehand which two are compared,
 * and either can be the better one.
 *
 * <p>Of two points that are equal, a difference is found with at most the error rate of the {@link
 * Design}, over all looks; of two that differ by the margin or more, that they are equivalent.
 *
 * @param outcome whether the comparison is over
 * @param difference the point less the reference, with the interval at the level of this look
 * @param equivalence of the two; a margin that is a fraction is one of the reference's mean
 */
public record PairLook(Look.Outcome outcome, PairedT difference, Equivalence equivalence) {
  private static final int TWO = 2;

  /**
   * Compares a point with its reference.
   *
   * @param design of this comparison; where several share an error rate, see {@link Design#among}
   * @param values of the point, one a seed
   * @param reference its values, in the same order of seeds
   * @param look counted from 0
   * @throws IllegalArgumentException if a value is not finite or the two differ in their seeds
   */
  public static PairLook at(Design design, double[] values, double[] reference, int look) {
    double level = design.differenceLevel(look, TWO);
    PairedT difference = PairedT.of(reference, values, 1 - Math.max(level, Look.LEAST));
    Equivalence equivalence = Equivalence.of(values, reference, design.margin());
    Look.Outcome outcome = Look.Outcome.OPEN;
    if (difference.pValue() < level) {
      outcome = Look.Outcome.DIFFERENT;
    } else if (equivalence.pValue() < design.equivalenceLevel(look, TWO)) {
      outcome = Look.Outcome.EQUIVALENT;
    }
    return new PairLook(outcome, difference, equivalence);
  }
}
