package org.saehdbw.evaluation;

import java.util.Arrays;

/**
 * The structural similarity of Wang, Bovik, Sheikh and Simoncelli (2004) of two pictures of one
 * channel with values in [0, 1]: for every place where the Gaussian window of 11 by 11 (sigma 1.5)
 * fits whole,
 *
 * <pre>{@code (2 ma mb + C1) (2 cov + C2) / ((ma² + mb² + C1) (va + vb + C2))}</pre>
 *
 * <p>with the window's means, variances and covariance, C1 = 0.01² and C2 = 0.03². 1 where the
 * pictures are equal, lower where they are not; below 0 where one is the other's negative. The
 * window is two passes of 11 taps. Keeps its scratch memory; for one thread at a time.
 */
public final class StructuralSimilarity {
  /** Rows and columns of the window. */
  public static final int WINDOW = 11;

  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;
  private static final double[] TAPS = taps();

  private final int side;
  private final int inner;
  private final double[] product;
  private final double[] across;
  private final double[][] means;

  /**
   * Prepares for pictures of one size.
   *
   * @param side rows and columns, at least 11
   * @throws IllegalArgumentException if the window does not fit
   */
  public StructuralSimilarity(int side) {
    if (side < WINDOW) {
      throw new IllegalArgumentException(
          "structural similarity needs pictures of at least 11 pixels, got " + side);
    }
    this.side = side;
    inner = side - WINDOW + 1;
    product = new double[side * side];
    across = new double[side * inner];
    means = new double[4][inner * inner];
  }

  private static double[] taps() {
    double[] taps = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double place = i - WINDOW / 2;
      taps[i] = StrictMath.exp(-place * place / (2 * SIGMA * SIGMA));
      sum += taps[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      taps[i] /= sum;
    }
    return taps;
  }

  /** Returns the rows and columns of {@link #map}: the side less 10. */
  public int inner() {
    return inner;
  }

  /**
   * Returns the similarity around every pixel but the outermost five.
   *
   * @param a a picture, row by row
   * @param b the other one
   * @return {@link #inner} rows of as many values; the first belongs to pixel (5, 5)
   */
  public double[] map(double[] a, double[] b) {
    window(a, means[0]);
    window(b, means[1]);
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * a[i] + b[i] * b[i];
    }
    window(product, means[2]);
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
    window(product, means[3]);
    double[] map = new double[inner * inner];
    for (int i = 0; i < map.length; i++) {
      double ma = means[0][i];
      double mb = means[1][i];
      double level = ma * ma + mb * mb;
      double covariance = means[3][i] - ma * mb;
      // Of the variances only the sum is asked for, so their windows are one.
      map[i] =
          ((2 * ma * mb + C1) * (2 * covariance + C2))
              / ((level + C1) * (means[2][i] - level + C2));
    }
    return map;
  }

  /** The innermost loops run over consecutive values, which the compiler turns into vectors. */
  private void window(double[] picture, double[] mean) {
    Arrays.fill(across, 0);
    for (int y = 0; y < side; y++) {
      for (int tap = 0; tap < WINDOW; tap++) {
        add(TAPS[tap], picture, y * side + tap, across, y * inner, inner);
      }
    }
    Arrays.fill(mean, 0);
    for (int y = 0; y < inner; y++) {
      for (int tap = 0; tap < WINDOW; tap++) {
        add(TAPS[tap], across, (y + tap) * inner, mean, y * inner, inner);
      }
    }
  }

  private static void add(
      double factor, double[] from, int fromAt, double[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] += factor * from[fromAt + i];
    }
  }
}
