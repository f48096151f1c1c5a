package org.saehdbw.merging.matching;

import java.util.List;

/**
 * The middle of a window in time, without lag: a polynomial through the values around it by
 * weighted least squares, weights falling as a bell (as Savitzky and Golay, 1964, and Cleveland's
 * local regression, 1979). With a parabola movements that are even or evenly accelerated stay as
 * they are; with a constant the result is a mean.
 */
public final class TimeSmoothing {
  private TimeSmoothing() {}

  /**
   * Returns the weight of each value in the smoothed one; they sum up to 1.
   *
   * @param offsets of the values in frames from the middle one, which is 0; at least one
   * @param deviation of the bell in frames, above 0
   * @param degree of the polynomial, 0 to 2; of fewer values one that they allow
   */
  public static double[] weights(List<Integer> offsets, double deviation, int degree) {
    int terms = Math.min(degree + 1, offsets.size());
    double[][] sums = new double[terms][terms + 1];
    for (int offset : offsets) {
      double bell = bell(offset, deviation);
      for (int a = 0; a < terms; a++) {
        for (int b = 0; b < terms; b++) {
          sums[a][b] += bell * Math.pow(offset, a + b);
        }
      }
    }
    // The value at 0 is the first coefficient: row 0 of the inverse, by solving for it.
    sums[0][terms] = 1;
    double[] row = solve(sums);
    double[] weights = new double[offsets.size()];
    for (int i = 0; i < weights.length; i++) {
      double sum = 0;
      for (int a = 0; a < terms; a++) {
        sum += row[a] * Math.pow(offsets.get(i), a);
      }
      weights[i] = sum * bell(offsets.get(i), deviation);
    }
    return weights;
  }

  private static double bell(int offset, double deviation) {
    return Math.exp(-0.5 * offset * offset / (deviation * deviation));
  }

  /** Gauss's elimination with the largest pivot; the matrix is symmetric and has full rank. */
  private static double[] solve(double[][] rows) {
    int n = rows.length;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
      }
      double[] swap = rows[k];
      rows[k] = rows[pivot];
      rows[pivot] = swap;
      for (int i = 0; i < n; i++) {
        if (i != k) {
          double factor = rows[i][k] / rows[k][k];
          for (int j = k; j <= n; j++) {
            rows[i][j] -= factor * rows[k][j];
          }
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = rows[i][n] / rows[i][i];
    }
    return solution;
  }
}
