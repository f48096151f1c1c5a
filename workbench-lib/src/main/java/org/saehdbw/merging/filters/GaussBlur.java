package org.saehdbw.merging.filters;

import java.util.Arrays;
import org.saehdbw.parallel.Team;

/**
 * A Gaussian blur of a mask with 0 outside, with OpenCV's kernel of an odd size: {@code sigma = 0.3
 * ((size - 1) / 2 - 1) + 0.8}, and fixed weights up to size 7.
 *
 * <p>Each of two passes blurs down the columns, where whole rows are added, and writes its result
 * turned over. Rows without values are left out.
 */
public final class GaussBlur {
  private static final int BLOCK = 16;
  private static final float[][] SMALL = {
    {1}, {0.5f, 0.25f}, {0.375f, 0.25f, 0.0625f}, {0.28125f, 0.21875f, 0.109375f, 0.03125f}
  };

  private final float[] weights;
  private float[][] turned = new float[0][];

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
    if (weights.length == 1) {
      return;
    }
    turned = Rows.sized(turned, rows.length, rows[0].length);
    pass(rows, turned, team);
    pass(turned, rows, team);
  }

  private void pass(float[][] rows, float[][] to, Team team) {
    int[] extent = Rows.extent(rows);
    team.bands(
        (rows.length + BLOCK - 1) / BLOCK,
        1,
        (from, end) -> {
          float[][] block = new float[BLOCK][rows[0].length];
          for (int b = from; b < end; b++) {
            int first = b * BLOCK;
            int count = Math.min(BLOCK, rows.length - first);
            for (int j = 0; j < count; j++) {
              column(rows, extent, first + j, block[j]);
            }
            turn(block, count, to, first);
          }
        });
  }

  private static void turn(float[][] block, int count, float[][] to, int first) {
    for (int x = 0; x < to.length; x++) {
      float[] out = to[x];
      for (int j = 0; j < count; j++) {
        out[first + j] = block[j][x];
      }
    }
  }

  private void column(float[][] rows, int[] extent, int y, float[] sum) {
    Arrays.fill(sum, 0);
    if (extent[1] >= extent[3]) {
      return;
    }
    if (y >= extent[1] && y < extent[3]) {
      add(rows[y], weights[0], sum);
    }
    for (int i = 1; i < weights.length; i++) {
      boolean above = y - i >= extent[1] && y - i < extent[3];
      boolean below = y + i >= extent[1] && y + i < extent[3];
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

  private static void addBoth(float[] a, float[] b, float weight, float[] sum) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += weight * (a[x] + b[x]);
    }
  }
}
