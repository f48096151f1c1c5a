package org.saehdbw.transfers;

/**
 * What the weight of differences changes in a blur of small corrections, on a coarse grid over a
 * picture of three channels.
 */
final class RangeGrid {
  private static final int EVERY = 4;
  private static final int TAP_EVERY = 3;
  private static final int RADIUS = Bilateral.RADIUS;
  private static final float RANGE =
      (float) (1 / (2 * Bilateral.SIGMA_VALUE * Bilateral.SIGMA_VALUE));

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final int[] offsets;
  private final float[] weights;

  RangeGrid(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + EVERY - 2) / EVERY + 1;
    rows = (height + EVERY - 2) / EVERY + 1;
    int stride = width + 2 * RADIUS;
    int[] at = new int[(2 * RADIUS / TAP_EVERY + 1) * (2 * RADIUS / TAP_EVERY + 1)];
    float[] weight = new float[at.length];
    int count = 0;
    for (int dy = -RADIUS; dy <= RADIUS; dy += TAP_EVERY) {
      for (int dx = -RADIUS; dx <= RADIUS; dx += TAP_EVERY) {
        int squared = dx * dx + dy * dy;
        if (squared <= RADIUS * RADIUS) {
          at[count] = dy * stride + dx;
          weight[count++] =
              (float) Math.exp(-squared / (2 * Bilateral.SIGMA_PLACE * Bilateral.SIGMA_PLACE));
        }
      }
    }
    offsets = java.util.Arrays.copyOf(at, count);
    weights = java.util.Arrays.copyOf(weight, count);
  }

  /**
   * Adds the change to blurred planes.
   *
   * @param padded the planes that were blurred, with their border
   * @param blurred takes the sums
   */
  void add(float[][] padded, float[][] blurred) {
    float[][] grid = new float[3][columns * rows];
    float[] change = new float[3];
    for (int row = 0; row < rows; row++) {
      int y = Math.min(height - 1, row * EVERY);
      for (int column = 0; column < columns; column++) {
        int x = Math.min(width - 1, column * EVERY);
        at(padded, (y + RADIUS) * (width + 2 * RADIUS) + x + RADIUS, change);
        for (int c = 0; c < 3; c++) {
          grid[c][row * columns + column] = change[c];
        }
      }
    }
    for (int c = 0; c < 3; c++) {
      interpolate(grid[c], blurred[c]);
    }
  }

  /** The mean with the weight of differences less the mean without, at one pixel. */
  private void at(float[][] padded, int centre, float[] change) {
    float[] p0 = padded[0];
    float[] p1 = padded[1];
    float[] p2 = padded[2];
    float c0 = p0[centre];
    float c1 = p1[centre];
    float c2 = p2[centre];
    float all = 0;
    float less = 0;
    float a0 = 0;
    float a1 = 0;
    float a2 = 0;
    float b0 = 0;
    float b1 = 0;
    float b2 = 0;
    for (int i = 0; i < offsets.length; i++) {
      int tap = centre + offsets[i];
      float d0 = p0[tap] - c0;
      float d1 = p1[tap] - c1;
      float d2 = p2[tap] - c2;
      float d = Math.abs(d0) + Math.abs(d1) + Math.abs(d2);
      float weight = weights[i];
      float lost = weight * RANGE * d * d;
      all += weight;
      less += lost;
      a0 += weight * d0;
      a1 += weight * d1;
      a2 += weight * d2;
      b0 += lost * d0;
      b1 += lost * d1;
      b2 += lost * d2;
    }
    float with = 1 / (all - less);
    float without = 1 / all;
    change[0] = (a0 - b0) * with - a0 * without;
    change[1] = (a1 - b1) * with - a1 * without;
    change[2] = (a2 - b2) * with - a2 * without;
  }

  private void interpolate(float[] grid, float[] plane) {
    for (int y = 0; y < height; y++) {
      int row = y / EVERY;
      float down = part(y, row, height);
      int below = Math.min(rows - 1, row + 1);
      for (int x = 0; x < width; x++) {
        int column = x / EVERY;
        float across = part(x, column, width);
        int next = Math.min(columns - 1, column + 1);
        float top = mix(grid[row * columns + column], grid[row * columns + next], across);
        float bottom = mix(grid[below * columns + column], grid[below * columns + next], across);
        plane[y * width + x] += mix(top, bottom, down);
      }
    }
  }

  /** How far a pixel is from its grid point to the next, which may be the picture's last pixel. */
  private static float part(int at, int point, int size) {
    int from = point * EVERY;
    int to = Math.min(size - 1, from + EVERY);
    return to == from ? 0 : (float) (at - from) / (to - from);
  }

  private static float mix(float a, float b, float part) {
    return a + part * (b - a);
  }
}
