package org.saehdbw.transfers;

import java.util.Arrays;

/**
 * What the weight of differences changes in a blur of small corrections of three channels.
 *
 * <p>It is a small part of the blur, so every tenth tap is enough to know it: those with {@code dx
 * + 3 dy} divisible by 10, a square lattice turned so that its taps are on every row and every
 * column, which sees edges of either direction well. It depends on each pixel's own value, so that
 * it is worked out for every pixel: between fewer ones it cannot be interpolated where there is
 * texture.
 */
final class RangeTaps {
  private static final int LATTICE = 10;
  private static final int ROW_SHIFT = 3;
  private static final int RADIUS = Bilateral.RADIUS;
  private static final float RANGE =
      (float) (1 / (2 * Bilateral.SIGMA_VALUE * Bilateral.SIGMA_VALUE));

  private static final float HALF = 1f / 2;
  private static final float SIXTH = 1f / 6;
  private static final int[] OFFSETS = offsets();
  private static final float WEIGHTS = weights();

  private final int width;
  private final int height;
  private final int stride;
  private final float[][] centre;
  private final float[][] tap;
  private final float[] lost;
  private final float[] allLost;
  private final float[][] allMoved;

  RangeTaps(int width, int height) {
    this.width = width;
    this.height = height;
    stride = width + 2 * RADIUS;
    centre = new float[3][width];
    tap = new float[3][width];
    lost = new float[width];
    allLost = new float[width];
    allMoved = new float[3][width];
  }

  /** The taps as pairs of row and column. */
  private static int[] offsets() {
    int[] pairs = new int[2 * (2 * RADIUS + 1) * (2 * RADIUS + 1)];
    int count = 0;
    for (int dy = -RADIUS; dy <= RADIUS; dy++) {
      int half = Bilateral.halfWidth(Math.abs(dy));
      for (int dx = -half; dx <= half; dx++) {
        if (Math.floorMod(dx + ROW_SHIFT * dy, LATTICE) == 0) {
          pairs[count++] = dy;
          pairs[count++] = dx;
        }
      }
    }
    return Arrays.copyOf(pairs, count);
  }

  private static float weights() {
    float sum = 0;
    for (int i = 0; i < OFFSETS.length; i += 2) {
      sum += CircularBlur.weight(OFFSETS[i]) * CircularBlur.weight(OFFSETS[i + 1]);
    }
    return sum;
  }

  /**
   * Changes blurred planes into filtered ones.
   *
   * @param padded the planes that were blurred, with their border
   * @param blurred their means by place alone, replaced by those by place and value
   */
  void apply(float[][] padded, float[][] blurred) {
    for (int y = 0; y < height; y++) {
      gather(padded, (y + RADIUS) * stride + RADIUS);
      for (int c = 0; c < 3; c++) {
        finish(c, blurred[c], y * width);
      }
    }
  }

  /** Sums over the taps of the pixels of a row. */
  private void gather(float[][] padded, int middle) {
    for (int c = 0; c < 3; c++) {
      System.arraycopy(padded[c], middle, centre[c], 0, width);
      Arrays.fill(allMoved[c], 0);
    }
    Arrays.fill(allLost, 0);
    for (int i = 0; i < OFFSETS.length; i += 2) {
      int at = middle + OFFSETS[i] * stride + OFFSETS[i + 1];
      for (int c = 0; c < 3; c++) {
        System.arraycopy(padded[c], at, tap[c], 0, width);
      }
      lose(CircularBlur.weight(OFFSETS[i]) * CircularBlur.weight(OFFSETS[i + 1]));
      add(lost, allLost);
      for (int c = 0; c < 3; c++) {
        addProduct(lost, tap[c], allMoved[c]);
      }
    }
  }

  /**
   * What each pixel's weight of one tap lacks: {@code weight * (1 - exp(-d^2 / 50))}. Some short
   * loops: the compiler does not make vector instructions of a long one.
   */
  private void lose(float weight) {
    distance(centre[0], tap[0], lost);
    addDistance(centre[1], tap[1], lost);
    addDistance(centre[2], tap[2], lost);
    toLoss(weight, lost);
  }

  private static void distance(float[] a, float[] b, float[] to) {
    for (int x = 0; x < to.length; x++) {
      to[x] = Math.abs(a[x] - b[x]);
    }
  }

  private static void addDistance(float[] a, float[] b, float[] to) {
    for (int x = 0; x < to.length; x++) {
      to[x] += Math.abs(a[x] - b[x]);
    }
  }

  /** The series of the exponential, within 1e-4 of 1 where the channels differ by 1 each. */
  private static void toLoss(float weight, float[] values) {
    for (int x = 0; x < values.length; x++) {
      float q = RANGE * values[x] * values[x];
      values[x] = weight * q * (1 - q * (HALF - q * SIXTH));
    }
  }

  private static void add(float[] values, float[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += values[x];
    }
  }

  private static void addProduct(float[] a, float[] b, float[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += a[x] * b[x];
    }
  }

  private void finish(int channel, float[] blurred, int to) {
    for (int x = 0; x < width; x++) {
      float value = centre[channel][x];
      float less = allLost[x] / WEIGHTS;
      float moved = allMoved[channel][x] / WEIGHTS - less * value;
      blurred[to + x] = value + (blurred[to + x] - value - moved) / (1 - less);
    }
  }
}
