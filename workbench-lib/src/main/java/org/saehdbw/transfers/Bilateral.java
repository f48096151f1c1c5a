package org.saehdbw.transfers;

import java.util.Arrays;

/**
 * The circular bilateral filter that smooths a correction (spec/transfers 6): weights {@code
 * exp(-distance^2 / (2 * 16^2)) * exp(-d^2 / (2 * 5^2))} within 24 pixels, d the sum over channels
 * of absolute differences, border reflected without its edge.
 *
 * <p>This is the plain formula, about 1,800 taps a pixel. It is needed where differences are large
 * beside 5, on values of 0 to 255; on values of 0 to 1 {@link CircularBlur} is as good.
 */
final class Bilateral {
  static final int RADIUS = 24;
  static final double SIGMA_PLACE = 16;
  static final double SIGMA_VALUE = 5;

  /** Weights below e^-40 add nothing to a float. */
  private static final float NEGLIGIBLE = (float) Math.sqrt(80 * SIGMA_VALUE * SIGMA_VALUE);

  private static final int STEPS = 64;

  private Bilateral() {}

  /** The circle's pixels, as distances in memory and their weights. */
  @SuppressWarnings("ArrayRecordComponent") // read in one place only
  private record Taps(int[] offsets, float[] weights) {
    static Taps of(int stride) {
      int[] offsets = new int[(2 * RADIUS + 1) * (2 * RADIUS + 1)];
      float[] weights = new float[offsets.length];
      int count = 0;
      for (int dy = -RADIUS; dy <= RADIUS; dy++) {
        int half = halfWidth(Math.abs(dy));
        for (int dx = -half; dx <= half; dx++) {
          offsets[count] = dy * stride + dx;
          weights[count++] =
              (float) Math.exp(-(dy * dy + dx * dx) / (2 * SIGMA_PLACE * SIGMA_PLACE));
        }
      }
      return new Taps(Arrays.copyOf(offsets, count), Arrays.copyOf(weights, count));
    }
  }

  /** Filters planes of one picture together. */
  static float[][] filter(float[][] planes, int width, int height) {
    int stride = width + 2 * RADIUS;
    Taps taps = Taps.of(stride);
    float[] range = rangeTable();
    float[][] padded = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      padded[c] = pad(planes[c], width, height);
    }
    float[][] out = new float[planes.length][planes[0].length];
    for (int to = 0; to < planes[0].length; to++) {
      int centre = (to / width + RADIUS) * stride + to % width + RADIUS;
      if (planes.length == 1) {
        out[0][to] = gray(padded[0], centre, taps, range);
      } else {
        colour(padded, centre, taps, range, out, to);
      }
    }
    return out;
  }

  /** Sums of differences from the middle, which are small where rounding matters. */
  private static float gray(float[] plane, int centre, Taps taps, float[] range) {
    float middle = plane[centre];
    float sum = 0;
    float all = 0;
    for (int i = 0; i < taps.offsets.length; i++) {
      float d = plane[centre + taps.offsets[i]] - middle;
      float weight = taps.weights[i] * value(range, Math.abs(d));
      all += weight;
      sum += weight * d;
    }
    return middle + sum / all;
  }

  private static void colour(
      float[][] planes, int centre, Taps taps, float[] range, float[][] out, int to) {
    float[] p0 = planes[0];
    float[] p1 = planes[1];
    float[] p2 = planes[2];
    float c0 = p0[centre];
    float c1 = p1[centre];
    float c2 = p2[centre];
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float all = 0;
    int[] offsets = taps.offsets;
    float[] weights = taps.weights;
    for (int i = 0; i < offsets.length; i++) {
      int tap = centre + offsets[i];
      float d0 = p0[tap] - c0;
      float d1 = p1[tap] - c1;
      float d2 = p2[tap] - c2;
      float weight = weights[i] * value(range, Math.abs(d0) + Math.abs(d1) + Math.abs(d2));
      all += weight;
      s0 += weight * d0;
      s1 += weight * d1;
      s2 += weight * d2;
    }
    out[0][to] = c0 + s0 / all;
    out[1][to] = c1 + s1 / all;
    out[2][to] = c2 + s2 / all;
  }

  private static float[] rangeTable() {
    float[] table = new float[(int) (NEGLIGIBLE * STEPS) + 2];
    for (int i = 0; i < table.length - 2; i++) {
      double d = (double) i / STEPS;
      table[i] = (float) Math.exp(-d * d / (2 * SIGMA_VALUE * SIGMA_VALUE));
    }
    return table;
  }

  /** Zero from where weights are negligible. */
  private static float value(float[] table, float difference) {
    float place = difference * STEPS;
    int index = Math.min(table.length - 2, (int) place);
    return table[index] + (place - index) * (table[index + 1] - table[index]);
  }

  /** How far the circle reaches to each side, that many rows from its middle. */
  static int halfWidth(int row) {
    return (int) Math.sqrt(RADIUS * RADIUS - row * row);
  }

  /** Adds a border of {@link #RADIUS}, reflected without the edge, again and again if need be. */
  static float[] pad(float[] plane, int width, int height) {
    int stride = width + 2 * RADIUS;
    float[] padded = new float[stride * (height + 2 * RADIUS)];
    int[] columns = new int[stride];
    for (int x = 0; x < stride; x++) {
      columns[x] = reflect(x - RADIUS, width);
    }
    for (int y = 0; y < height + 2 * RADIUS; y++) {
      int row = reflect(y - RADIUS, height) * width;
      for (int x = 0; x < stride; x++) {
        padded[y * stride + x] = plane[row + columns[x]];
      }
    }
    return padded;
  }

  private static int reflect(int at, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int place = Math.floorMod(at, period);
    return place < size ? place : period - place;
  }
}
