package org.saehdbw.transfers;

import java.util.Arrays;

/**
 * A Gaussian blur whose window is a circle, sigma 16 and radius 24 pixels, exact and nearly as
 * cheap as a separable one.
 *
 * <p>A row of the circle is a row of the Gaussian that is cut at some half-width. Widening a row's
 * sum by one pixel to each side goes through all half-widths once; on the way each of the circle's
 * rows takes the sum of its own width. So a pixel costs 25 pairs of taps and 49 additions instead
 * of 1,800 taps.
 */
final class CircularBlur {
  private static final int RADIUS = Bilateral.RADIUS;
  private static final float[] WEIGHTS = weights();
  private static final int[][] ROWS_OF_WIDTH = rowsOfWidth();

  private CircularBlur() {}

  private static float[] weights() {
    float[] weights = new float[RADIUS + 1];
    for (int i = 0; i <= RADIUS; i++) {
      double sigma = Bilateral.SIGMA_PLACE;
      weights[i] = (float) Math.exp(-i * i / (2 * sigma * sigma));
    }
    return weights;
  }

  /** For each half-width the circle's rows, as distances from the middle one. */
  private static int[][] rowsOfWidth() {
    int[][] rows = new int[RADIUS + 1][0];
    for (int row = 0; row <= RADIUS; row++) {
      int width = Bilateral.halfWidth(row);
      rows[width] = Arrays.copyOf(rows[width], rows[width].length + 1);
      rows[width][rows[width].length - 1] = row;
    }
    return rows;
  }

  /** The Gaussian's weight that many rows or columns from the middle. */
  static float weight(int distance) {
    return WEIGHTS[Math.abs(distance)];
  }

  /** The sum of all weights. */
  static double sum() {
    double sum = 0;
    for (int row = -RADIUS; row <= RADIUS; row++) {
      int half = Bilateral.halfWidth(Math.abs(row));
      for (int column = -half; column <= half; column++) {
        sum += WEIGHTS[Math.abs(row)] * (double) WEIGHTS[Math.abs(column)];
      }
    }
    return sum;
  }

  /**
   * Returns weighted sums around each pixel, not divided by the weights' sum.
   *
   * <p>The inner loops run over whole arrays from 0, which is the form that the compiler turns into
   * vector instructions.
   *
   * @param padded rows with a border of {@link Bilateral#RADIUS} on all sides
   * @param width without the border
   * @param height without the border
   */
  static float[] sums(float[] padded, int width, int height) {
    int stride = width + 2 * RADIUS;
    float[][] rows = new float[height][width];
    float[] sum = new float[width];
    float[] left = new float[width];
    float[] right = new float[width];
    for (int y = -RADIUS; y < height + RADIUS; y++) {
      int middle = (y + RADIUS) * stride + RADIUS;
      System.arraycopy(padded, middle, sum, 0, width);
      spread(sum, y, 0, rows);
      for (int half = 1; half <= RADIUS; half++) {
        System.arraycopy(padded, middle - half, left, 0, width);
        System.arraycopy(padded, middle + half, right, 0, width);
        widen(sum, left, right, WEIGHTS[half]);
        spread(sum, y, half, rows);
      }
    }
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(rows[y], 0, out, y * width, width);
    }
    return out;
  }

  private static void widen(float[] sum, float[] left, float[] right, float weight) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += weight * (left[x] + right[x]);
    }
  }

  private static void spread(float[] sum, int y, int half, float[][] rows) {
    for (int distance : ROWS_OF_WIDTH[half]) {
      float weight = WEIGHTS[distance];
      if (y - distance >= 0 && y - distance < rows.length) {
        add(sum, weight, rows[y - distance]);
      }
      if (distance > 0 && y + distance >= 0 && y + distance < rows.length) {
        add(sum, weight, rows[y + distance]);
      }
    }
  }

  private static void add(float[] sum, float weight, float[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] += weight * sum[x];
    }
  }
}
