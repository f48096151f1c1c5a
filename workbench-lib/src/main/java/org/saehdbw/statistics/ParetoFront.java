package org.saehdbw.statistics;

import java.util.BitSet;
import java.util.stream.IntStream;

/** The points that no other one beats. */
public final class ParetoFront {
  private ParetoFront() {}

  /**
   * Returns the places of the points on the front.
   *
   * <p>Figures that differ by no more than {@code epsilon} count as equal, since measurements do
   * not tell them apart: a point beats another when it is nowhere worse by more than epsilon and
   * somewhere better by more than epsilon. So a point that is as good as one on the front is on it
   * too, and one that is far worse in a figure does not stay for being better by a hair in another.
   * With 0 this is the usual front, and equal points are all on it. From three figures on, points
   * may beat one another in a circle; then all of the circle stay.
   *
   * @param points one a row, a column for each figure; all finite
   * @param lowerIsBetter for each figure, whether less is better
   * @param epsilon what counts as equal, as a share of the larger of two figures' magnitudes, 0 or
   *     more and below 1, such as 0.01
   * @return indices of {@code points}, rising
   * @throws IllegalArgumentException if a point has another number of figures than there are
   *     directions, a figure is not finite, or epsilon is out of range
   */
  public static int[] of(double[][] points, boolean[] lowerIsBetter, double epsilon) {
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new IllegalArgumentException("epsilon must be from 0 to below 1, got " + epsilon);
    }
    for (int i = 0; i < points.length; i++) {
      Arguments.sameLength("point " + i, points[i].length, "directions", lowerIsBetter.length);
      Arguments.finite("figures of point " + i, points[i]);
    }
    BitSet[] beaten = new BitSet[points.length];
    for (int p = 0; p < points.length; p++) {
      beaten[p] = new BitSet(points.length);
      for (int q = 0; q < points.length; q++) {
        beaten[p].set(q, beats(points[p], points[q], lowerIsBetter, epsilon));
      }
    }
    close(beaten);
    return IntStream.range(0, points.length)
        .filter(
            q ->
                IntStream.range(0, points.length)
                    .noneMatch(p -> beaten[p].get(q) && !beaten[q].get(p)))
        .toArray();
  }

  private static boolean beats(double[] p, double[] q, boolean[] lowerIsBetter, double epsilon) {
    boolean better = false;
    for (int i = 0; i < p.length; i++) {
      double won = lowerIsBetter[i] ? q[i] - p[i] : p[i] - q[i];
      double equal = epsilon * Math.max(Math.abs(p[i]), Math.abs(q[i]));
      if (won < -equal) {
        return false;
      }
      better |= won > equal;
    }
    return better;
  }

  /** Adds whom the beaten beat, and so on, so that circles are seen (Warshall, 1962). */
  private static void close(BitSet[] beaten) {
    for (int over = 0; over < beaten.length; over++) {
      for (BitSet from : beaten) {
        if (from.get(over)) {
          from.or(beaten[over]);
        }
      }
    }
  }
}
