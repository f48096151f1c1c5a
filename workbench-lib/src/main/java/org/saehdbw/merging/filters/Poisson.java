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
   * Replaces rows of a right side by the solution.
   *
   * @param rows the Laplacian of what is looked for, at least one row and column
   */
  static void solve(double[][] rows, Team team) {
    int width = rows[0].length;
    Sines sines = new Sines(width);
    team.bands(rows.length, LEAST_ROWS, (from, to) -> sines.transform(rows, from, to));
    solveChains(rows, width);
    team.bands(rows.length, LEAST_ROWS, (from, to) -> sines.transform(rows, from, to));
    double scale = 2.0 / (width + 1);
    for (double[] row : rows) {
      for (int x = 0; x < width; x++) {
        row[x] *= scale;
      }
    }
  }

  /** For each sine: {@code u[y - 1] - diagonal u[y] + u[y + 1] = f[y]} by elimination. */
  private static void solveChains(double[][] rows, int width) {
    double[] diagonal = new double[width];
    for (int k = 0; k < width; k++) {
      diagonal[k] = 4 - 2 * Math.cos(Math.PI * (k + 1) / (width + 1));
    }
    double[][] pivots = new double[rows.length][width];
    double[] none = new double[width];
    for (int y = 0; y < rows.length; y++) {
      double[] before = y == 0 ? none : pivots[y - 1];
      eliminate(diagonal, before, pivots[y]);
      forward(y == 0 ? none : rows[y - 1], pivots[y], rows[y]);
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

    void transform(double[][] rows, int from, int to) {
      double[] sums = new double[even.length];
      double[] differences = new double[odd.length];
      for (int y = from; y < to; y++) {
        double[] row = rows[y];
        java.util.Arrays.fill(sums, 0);
        java.util.Arrays.fill(differences, 0);
        for (int j = 0; j < even.length; j++) {
          int mirror = count - 1 - j;
          double other = mirror == j ? 0 : row[mirror];
          add(even[j], row[j] + other, sums);
          if (j < odd.length) {
            add(odd[j], row[j] - other, differences);
          }
        }
        for (int k = 0; k < count; k++) {
          row[k] = k % 2 == 0 ? sums[k / 2] : differences[k / 2];
        }
      }
    }

    private static void add(double[] sine, double weight, double[] sum) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += weight * sine[k];
      }
    }
  }
}
