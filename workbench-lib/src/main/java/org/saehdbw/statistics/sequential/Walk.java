package org.saehdbw.statistics.sequential;

/**
 * How a paired t statistic goes as pairs are added between two that do not differ: the exact
 * distribution, for normal differences of any standard deviation, as far as it has not crossed a
 * boundary.
 *
 * <p>With n differences as a vector, t is the cotangent of its angle to the line of equal
 * differences. Its direction is uniform on the sphere and independent of its length, so that t is a
 * Markov chain. The state is the angle's complement {@code a}, {@code sin a = t / sqrt(t² + n -
 * 1)}, by symmetry from 0 to a right angle. The next difference, over the length of all n + 1, is
 * {@code sin b} with a density proportional to {@code cos^(n - 1) b}, and
 *
 * <pre>{@code sin a' = (sqrt(n) cos b sin a + sin b) / sqrt(n + 1)}</pre>
 *
 * <p>The mass is kept in cells of equal angle. It is the recursion of P. Armitage, C. K. McPherson
 * and B. C. Rowe (Repeated significance tests on accumulating data, Journal of the Royal
 * Statistical Society A 132, 1969), which they did for normal sums, here for t.
 */
final class Walk {
  private static final int CELLS = 800;
  private static final int STEPS = 160;
  private static final double WIDTH = Math.PI / 2 / CELLS;

  private double[] mass;
  private int pairs;

  /** Begins with so many pairs, none of which was looked at. */
  Walk(int pairs) {
    this.pairs = pairs;
    mass = new double[CELLS];
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      mass[i] = Math.pow(Math.cos(middle(i)), pairs - 2);
      sum += mass[i];
    }
    for (int i = 0; i < CELLS; i++) {
      mass[i] /= sum;
    }
  }

  private static double middle(int cell) {
    return (cell + 0.5) * WIDTH;
  }

  /** Adds pairs. */
  void growTo(int more) {
    while (pairs < more) {
      grow();
    }
  }

  private void grow() {
    double[] weights = new double[STEPS];
    double sum = 0;
    for (int j = 0; j < STEPS; j++) {
      weights[j] = Math.pow(Math.cos(step(j)), pairs - 1);
      sum += weights[j];
    }
    double[] next = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < STEPS && mass[i] > 0; j++) {
        double sine =
            (Math.sqrt(pairs) * Math.cos(step(j)) * Math.sin(middle(i)) + Math.sin(step(j)))
                / Math.sqrt(pairs + 1);
        add(next, Math.asin(Math.min(1, Math.abs(sine))), mass[i] * weights[j] / sum);
      }
    }
    mass = next;
    pairs++;
  }

  private static double step(int j) {
    return ((j + 0.5) / STEPS - 0.5) * Math.PI;
  }

  /** Shares mass between the two cells whose middles are next to an angle. */
  private static void add(double[] cells, double angle, double mass) {
    double place = angle / WIDTH - 0.5;
    int below = (int) Math.floor(place);
    double above = place - below;
    // Below the first middle is its mirror image; above the last one there is none.
    cells[Math.max(0, below)] += mass * (1 - above);
    cells[Math.min(CELLS - 1, below + 1)] += mass * above;
  }

  /**
   * Takes away what is farthest from no difference.
   *
   * @param share of the mass at the beginning, at most what is left
   * @return the absolute t from which it was taken
   */
  double take(double share) {
    double left = share;
    int cell = CELLS - 1;
    while (cell > 0 && mass[cell] <= left) {
      left -= mass[cell];
      mass[cell] = 0;
      cell--;
    }
    double part = mass[cell] > 0 ? Math.min(1, left / mass[cell]) : 0;
    mass[cell] -= part * mass[cell];
    double angle = (cell + 1 - part) * WIDTH;
    return Math.tan(angle) * Math.sqrt(pairs - 1);
  }
}
