package org.saehdbw.merging.filters;

import java.util.Arrays;
import org.saehdbw.parallel.Team;

/**
 * A Gaussian blur of a mask with 0 outside, with OpenCV's kernel of an odd size: {@code sigma = 0.3
 * ((size - 1) / 2 - 1) + 0.8}, and fixed weights up to size 7.
 *
 * <p>Each of two passes blurs down the columns, where whole rows are added, and writes its result
 * turned over. Only the rectangle that has values is worked on.
 */
public final class GaussBlur {
  private static final int BLOCK = 16;
  private static final int STEP = 32;
  private static final float[][] SMALL = {
    {1}, {0.5f, 0.25f}, {0.375f, 0.25f, 0.0625f}, {0.28125f, 0.21875f, 0.109375f, 0.03125f}
  };

  private final float[] weights;
  private float[][] part = new float[0][];
  private float[][] turned = new float[0][];
  private float[][] blurred = new float[0][];

  /**
   * Makes a blur; owns memory, so it belongs to one thread at a time.
   *
   * @param size of the kernel, odd
   */
  public GaussBlur(int size) {
    weights = weights(size);
  }

  /** Half of a kernel: the weight of the middle, then of each distance from it. */
  static float[] weights(int size) {
    int half = size / 2;
    if (half < SMALL.length) {
      return SMALL[half];
    }
    double sigma = 0.3 * (half - 1) + 0.8;
    double[] exact = new double[half + 1];
    double sum = 0;
    for (int i = 0; i <= half; i++) {
      exact[i] = Math.exp(-i * i / (2 * sigma * sigma));
      sum += i == 0 ? exact[i] : 2 * exact[i];
    }
    float[] weights = new float[half + 1];
    for (int i = 0; i <= half; i++) {
      weights[i] = (float) (exact[i] / sum);
    }
    return weights;
  }

  /** Blurs rows in place. */
  public void apply(float[][] rows, Team team) {
    int[] extent = Rows.extent(rows);
    if (weights.length == 1 || extent[1] >= extent[3]) {
      return;
    }
    int half = weights.length - 1;
    int width = roundedUp(extent[2] - extent[0]);
    int height = roundedUp(extent[3] - extent[1]);
    part = Rows.sized(part, width, height);
    for (int y = 0; y < height; y++) {
      copy(rows, extent[1] + y, extent[0], part[y]);
    }
    turned = Rows.sized(turned, height + 2 * half, width);
    blurred = Rows.sized(blurred, width + 2 * half, height + 2 * half);
    pass(part, turned, team);
    pass(turned, blurred, team);
    int left = Math.max(0, extent[0] - half);
    int skipped = left - (extent[0] - half);
    int count = Math.min(rows[0].length - left, blurred[0].length - skipped);
    for (int y = 0; y < rows.length; y++) {
      int from = y - (extent[1] - half);
      Arrays.fill(rows[y], 0);
      if (from >= 0 && from < blurred.length) {
        System.arraycopy(blurred[from], skipped, rows[y], left, count);
      }
    }
  }

  /** Sizes that change little from frame to frame use the same memory. */
  private static int roundedUp(int size) {
    return (size + STEP - 1) / STEP * STEP;
  }

  private static void copy(float[][] rows, int y, int left, float[] to) {
    int count = y < rows.length ? Math.min(to.length, rows[y].length - left) : 0;
    if (count > 0) {
      System.arraycopy(rows[y], left, to, 0, count);
    }
    Arrays.fill(to, Math.max(0, count), to.length, 0);
  }

  /** From rows to turned ones that begin and end by the kernel's half earlier and later. */
  private void pass(float[][] rows, float[][] to, Team team) {
    int length = to[0].length;
    team.bands(
        (length + BLOCK - 1) / BLOCK,
        1,
        (from, end) -> {
          float[][] block = new float[BLOCK][rows[0].length];
          for (int b = from; b < end; b++) {
            int first = b * BLOCK;
            int count = Math.min(BLOCK, length - first);
            for (int j = 0; j < count; j++) {
              column(rows, first + j - (weights.length - 1), block[j]);
            }
            turn(block, count, to, first);
          }
        });
  }

  /** Four rows at a time, so that each row of the result is looked up less often. */
  private static void turn(float[][] block, int count, float[][] to, int first) {
    int j = 0;
    for (; j + 3 < count; j += 4) {
      turn(block[j], block[j + 1], block[j + 2], block[j + 3], to, first + j);
    }
    for (; j < count; j++) {
      for (int x = 0; x < to.length; x++) {
        to[x][first + j] = block[j][x];
      }
    }
  }

  private static void turn(float[] a, float[] b, float[] c, float[] d, float[][] to, int at) {
    for (int x = 0; x < to.length; x++) {
      float[] out = to[x];
      out[at] = a[x];
      out[at + 1] = b[x];
      out[at + 2] = c[x];
      out[at + 3] = d[x];
    }
  }

  private void column(float[][] rows, int y, float[] sum) {
    Arrays.fill(sum, 0);
    if (y >= 0 && y < rows.length) {
      add(rows[y], weights[0], sum);
    }
    int i = 1;
    for (; y - i - 1 >= 0 && y + i + 1 < rows.length && i + 1 < weights.length; i += 2) {
      addFour(
          rows[y - i],
          rows[y + i],
          weights[i],
          rows[y - i - 1],
          rows[y + i + 1],
          weights[i + 1],
          sum);
    }
    for (; i < weights.length; i++) {
      boolean above = y - i >= 0 && y - i < rows.length;
      boolean below = y + i >= 0 && y + i < rows.length;
      if (above && below) {
        addBoth(rows[y - i], rows[y + i], weights[i], sum);
      } else if (above) {
        add(rows[y - i], weights[i], sum);
      } else if (below) {
        add(rows[y + i], weights[i], sum);
      }
    }
  }

  private static void add(float[] row, float weight, float[] sum) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += weight * row[x];
    }
  }

  /** As {@link #addBoth} twice, in the same order. */
  private static void addFour(
      float[] a, float[] b, float weight, float[] c, float[] d, float weight2, float[] sum) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] = sum[x] + weight * (a[x] + b[x]) + weight2 * (c[x] + d[x]);
    }
  }

  private static void addBoth(float[] a, float[] b, float weight, float[] sum) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += weight * (a[x] + b[x]);
    }
  }
}
