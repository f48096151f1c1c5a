package org.saehdbw.merging.filters;

import org.saehdbw.parallel.Team;

/**
 * Solves the five-point Poisson equation on a rectangle with zeros around it: the sines transform
 * along rows, in double precision, and for each sine one chain of equations down the columns.
 *
 * <p>A sine's values are even or odd about the middle, which halves the work.
 */
final class Poisson {
  private static final int LEAST_ROWS = 16;

  private Poisson() {}

  /**
   * Replaces right sides by their solutions.
   *
   * @param planes for each equation the rows of the Laplacian of what is looked for, all of one
   *     size, at least one row and column
   */
  static void solve(double[][][] planes, Team team) {
    int height = planes[0].length;
    int width = planes[0][0].length;
    int count = planes.length * height;
    Sines sines = new Sines(width);
    double[][] pivots = pivots(height, width);
    team.bands(
        count,
        LEAST_ROWS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            sines.transform(planes[i / height][i % height]);
          }
        });
    team.run(planes.length, c -> solveChains(planes[c], pivots));
    double scale = 2.0 / (width + 1);
    team.bands(
        count,
        LEAST_ROWS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            double[] row = planes[i / height][i % height];
            sines.transform(row);
            scale(row, scale);
          }
        });
  }

  private static void scale(double[] row, double scale) {
    for (int x = 0; x < row.length; x++) {
      row[x] *= scale;
    }
  }

  /** For each sine the numbers that eliminate the row above. */
  private static double[][] pivots(int height, int width) {
    double[] diagonal = new double[width];
    for (int k = 0; k < width; k++) {
      diagonal[k] = 4 - 2 * Math.cos(Math.PI * (k + 1) / (width + 1));
    }
    double[][] pivots = new double[height][width];
    double[] before = new double[width];
    for (double[] pivot : pivots) {
      eliminate(diagonal, before, pivot);
      before = pivot;
    }
    return pivots;
  }

  /** For each sine: {@code u[y - 1] - diagonal u[y] + u[y + 1] = f[y]} by elimination. */
  private static void solveChains(double[][] rows, double[][] pivots) {
    double[] above = new double[rows[0].length];
    for (int y = 0; y < rows.length; y++) {
      forward(above, pivots[y], rows[y]);
      above = rows[y];
    }
    for (int y = rows.length - 2; y >= 0; y--) {
      back(rows[y + 1], pivots[y], rows[y]);
    }
  }

  private static void eliminate(double[] diagonal, double[] before, double[] pivot) {
    for (int k = 0; k < pivot.length; k++) {
      pivot[k] = 1 / (diagonal[k] - before[k]);
    }
  }

  private static void forward(double[] above, double[] pivot, double[] row) {
    for (int k = 0; k < row.length; k++) {
      row[k] = (above[k] - row[k]) * pivot[k];
    }
  }

  private static void back(double[] below, double[] pivot, double[] row) {
    for (int k = 0; k < row.length; k++) {
      row[k] += pivot[k] * below[k];
    }
  }

  /** The sine transform of one length, its own inverse but for a factor. */
  private static final class Sines {
    private final int count;
    private final double[][] even;
    private final double[][] odd;

    Sines(int count) {
      this.count = count;
      int half = (count + 1) / 2;
      even = new double[half][half];
      odd = new double[count / 2][count / 2];
      double[] sine = new double[2 * (count + 1)];
      for (int i = 0; i < sine.length; i++) {
        sine[i] = Math.sin(Math.PI * i / (count + 1));
      }
      for (int j = 0; j < half; j++) {
        for (int k = 0; k < half; k++) {
          even[j][k] = sine[(int) ((long) (j + 1) * (2 * k + 1) % sine.length)];
        }
      }
      for (int j = 0; j < odd.length; j++) {
        for (int k = 0; k < odd.length; k++) {
          odd[j][k] = sine[(int) ((long) (j + 1) * (2 * k + 2) % sine.length)];
        }
      }
    }

    void transform(double[] row) {
      double[] sums = new double[even.length];
      double[] differences = new double[odd.length];
      for (int j = 0; j < even.length; j++) {
        int mirror = count - 1 - j;
        sums[j] = row[j] + (mirror == j ? 0 : row[mirror]);
        if (j < odd.length) {
          differences[j] = row[j] - row[mirror];
        }
      }
      double[] ofSums = weighted(even, sums);
      double[] ofDifferences = weighted(odd, differences);
      for (int k = 0; k < count; k++) {
        row[k] = k % 2 == 0 ? ofSums[k / 2] : ofDifferences[k / 2];
      }
    }

    /** Adds sines, two at a time, so that the sums are read and written less often. */
    private static double[] weighted(double[][] sines, double[] weights) {
      double[] sum = new double[weights.length];
      int j = 0;
      for (; j + 1 < weights.length; j += 2) {
        add(sines[j], weights[j], sines[j + 1], weights[j + 1], sum);
      }
      for (; j < weights.length; j++) {
        add(sines[j], weights[j], sum);
      }
      return sum;
    }

    private static void add(double[] a, double weightA, double[] b, double weightB, double[] sum) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] = sum[k] + weightA * a[k] + weightB * b[k];
      }
    }

    private static void add(double[] sine, double weight, double[] sum) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += weight * sine[k];
      }
    }
  }
}
