package org.saehdbw.transfers;

import org.saehdbw.parallel.Team;

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

  /** The weights of differences in steps of 1/{@link #STEPS}, and how they change to the next. */
  private static final float[] RANGE = rangeTable();

  private static final float[] SLOPES = slopes();

  private static float[] rangeTable() {
    float[] table = new float[(int) (NEGLIGIBLE * STEPS) + 2];
    for (int i = 0; i < table.length - 2; i++) {
      double d = (double) i / STEPS;
      table[i] = (float) Math.exp(-d * d / (2 * SIGMA_VALUE * SIGMA_VALUE));
    }
    return table;
  }

  private static float[] slopes() {
    float[] slopes = new float[RANGE.length - 1];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = RANGE[i + 1] - RANGE[i];
    }
    return slopes;
  }

  private final int width;
  private final int stride;
  private final float[][] padded;
  private final float[][] out;

  private Bilateral(float[][] planes, int width, int height) {
    this.width = width;
    stride = width + 2 * RADIUS;
    padded = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      padded[c] = pad(planes[c], width, height);
    }
    out = new float[planes.length][planes[0].length];
  }

  /** Filters planes of one picture together. */
  static float[][] filter(float[][] planes, int width, int height, Team team) {
    Bilateral filter = new Bilateral(planes, width, height);
    team.bands(
        height,
        1,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            filter.row(y);
          }
        });
    return filter.out;
  }

  /**
   * Filters a row: one tap after the other for all of its pixels, in short loops that become vector
   * instructions, all but the one that looks weights up. Sums are of differences from the middle,
   * which are small where rounding matters.
   */
  private void row(int y) {
    int channels = padded.length;
    float[][] middle = new float[channels][width];
    float[][] difference = new float[channels][width];
    float[][] sums = new float[channels][width];
    float[] weights = new float[width];
    float[] all = new float[width];
    int start = (y + RADIUS) * stride + RADIUS;
    for (int c = 0; c < channels; c++) {
      System.arraycopy(padded[c], start, middle[c], 0, width);
    }
    for (int dy = -RADIUS; dy <= RADIUS; dy++) {
      int half = halfWidth(Math.abs(dy));
      for (int dx = -half; dx <= half; dx++) {
        for (int c = 0; c < channels; c++) {
          System.arraycopy(padded[c], start + dy * stride + dx, difference[c], 0, width);
          subtract(middle[c], difference[c]);
        }
        distances(difference, weights);
        toWeights(
            (float) Math.exp(-(dy * dy + dx * dx) / (2 * SIGMA_PLACE * SIGMA_PLACE)), weights);
        add(weights, all);
        for (int c = 0; c < channels; c++) {
          addProducts(weights, difference[c], sums[c]);
        }
      }
    }
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < width; x++) {
        out[c][y * width + x] = middle[c][x] + sums[c][x] / all[x];
      }
    }
  }

  private static void subtract(float[] middle, float[] values) {
    for (int x = 0; x < values.length; x++) {
      values[x] -= middle[x];
    }
  }

  /** Sums of the channels' absolute differences. */
  private static void distances(float[][] differences, float[] to) {
    if (differences.length == 1) {
      magnitudes(differences[0], to);
    } else {
      magnitudes(differences[0], differences[1], differences[2], to);
    }
  }

  private static void magnitudes(float[] values, float[] to) {
    for (int x = 0; x < to.length; x++) {
      to[x] = Math.abs(values[x]);
    }
  }

  private static void magnitudes(float[] a, float[] b, float[] c, float[] to) {
    for (int x = 0; x < to.length; x++) {
      to[x] = Math.abs(a[x]) + Math.abs(b[x]) + Math.abs(c[x]);
    }
  }

  /** From differences to a tap's weights, which are 0 from where they are negligible. */
  private static void toWeights(float weight, float[] values) {
    for (int x = 0; x < values.length; x++) {
      float place = values[x] * STEPS;
      int index = Math.min(SLOPES.length - 1, (int) place);
      values[x] = weight * (RANGE[index] + (place - index) * SLOPES[index]);
    }
  }

  private static void add(float[] values, float[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += values[x];
    }
  }

  private static void addProducts(float[] a, float[] b, float[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += a[x] * b[x];
    }
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
