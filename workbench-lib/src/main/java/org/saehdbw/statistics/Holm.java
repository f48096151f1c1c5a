package org.saehdbw.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The step-down correction of several tests of one report (S. Holm, A simple sequentially rejective
 * multiple test procedure, Scandinavian Journal of Statistics 6, 1979): the chance that any true
 * "no difference" is called a difference stays below the level, whatever the tests have to do with
 * one another. It finds all that the Bonferroni correction finds, and more.
 */
public final class Holm {
  private Holm() {}

  /**
   * Returns the adjusted p values: a difference is found at a level where the value is below it.
   *
   * <p>The smallest of m values is multiplied by m, the next by m - 1, and so on; none is smaller
   * than that of a smaller p value, and none above 1.
   *
   * @param pValues of the tests, each from 0 to 1
   * @return in the same order
   * @throws IllegalArgumentException if a value is not from 0 to 1
   */
  public static double[] adjusted(double... pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a p value must be from 0 to 1, got " + p);
      }
    }
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double least = 0;
    for (int i = 0; i < order.length; i++) {
      least = Math.max(least, Math.min(1, (order.length - i) * pValues[order[i]]));
      adjusted[order[i]] = least;
    }
    return adjusted;
  }
}
