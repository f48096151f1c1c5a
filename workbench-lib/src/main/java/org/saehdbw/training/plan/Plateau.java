package org.saehdbw.training.plan;

import java.util.List;
import org.saehdbw.statistics.KendallTau;

/**
 * Whether a held-out error has stopped falling: the Mann-Kendall test for a trend (Mann,
 * "Nonparametric tests against trend", 1945), Kendall's tau between the order of the last saves and
 * their errors, one-sided at {@value #LEVEL}. It knows no unit and no threshold of the error, and a
 * single save that is out of line changes little. Over 10 saves at least 33 of the 45 pairs must
 * fall for a trend.
 *
 * <p>It looks at each save, so over many saves an error that still falls slowly beneath much noise
 * may pass for a plateau; more saves make that rarer.
 */
final class Plateau {
  static final int FEWEST = 5;
  static final int MOST = 1000;
  private static final double LEVEL = 0.05;

  private Plateau() {}

  /**
   * Tests the last errors.
   *
   * @param errors of all saves so far, oldest first; lower is better
   * @param saves how many of the last ones count, at least {@value #FEWEST}
   * @return false while there are fewer
   */
  static boolean reached(List<Double> errors, int saves) {
    if (errors.size() < saves) {
      return false;
    }
    double[] last =
        errors.subList(errors.size() - saves, errors.size()).stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    double[] order = new double[saves];
    boolean moves = false;
    for (int i = 0; i < saves; i++) {
      order[i] = i;
      moves |= last[i] != last[0];
    }
    if (!moves) {
      return true;
    }
    KendallTau trend = KendallTau.of(order, last);
    boolean falls = trend.tau() < 0 && trend.pValue() / 2 <= LEVEL;
    return !falls;
  }
}
