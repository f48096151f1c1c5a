package org.saehdbw.transfers;

/**
 * The circular bilateral filter that smooths a correction (spec/transfers 6): weights {@code
 * exp(-distance^2 / (2 * 16^2)) * exp(-d^2 / (2 * 5^2))} within 24 pixels, d the sum over channels
 * of absolute differences, border reflected without its edge.
 *
 * <p>This is the formula as it stands, about 1,800 taps a pixel. It is needed where differences are
 * large beside 5, on values of 0 to 255; on values of 0 to 1 {@link CircularBlur} is as good.
 */
final class Bilateral {
  static final int RADIUS = 24;
  static final double SIGMA_PLACE = 16;
  static final double SIGMA_VALUE = 5;

  /** Weights below e^-40 add nothing to a float. */
  private static final float NEGLIGIBLE = (float) Math.sqrt(80 * SIGMA_VALUE * SIGMA_VALUE);

  private static final int STEPS = 64;

  private Bilateral() {}

  /** Filters planes of one picture together. */
  static float[][] filter(float[][] planes, int width, int height) {
    int channels = planes.length;
    float[][] padded = new float[channels][];
    for (int c = 0; c < channels; c++) {
      padded[c] = pad(planes[c], width, height);
    }
    float[] range = rangeTable();
    float[][] out = new float[channels][planes[0].length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixel(padded, width + 2 * RADIUS, x, y, range, out, y * width + x);
      }
    }
    return out;
  }

  private static void pixel(
      float[][] padded, int stride, int x, int y, float[] range, float[][] out, int to) {
    int channels = padded.length;
    int centre = (y + RADIUS) * stride + x + RADIUS;
    double[] sums = new double[channels];
    double weights = 0;
    for (int dy = -RADIUS; dy <= RADIUS; dy++) {
      int half = halfWidth(Math.abs(dy));
      for (int dx = -half; dx <= half; dx++) {
        int at = centre + dy * stride + dx;
        float difference = 0;
        for (float[] plane : padded) {
          difference += Math.abs(plane[at] - plane[centre]);
        }
        if (difference < NEGLIGIBLE) {
          double weight = place(dy * dy + dx * dx) * value(range, difference);
          weights += weight;
          for (int c = 0; c < channels; c++) {
            sums[c] += weight * padded[c][at];
          }
        }
      }
    }
    for (int c = 0; c < channels; c++) {
      out[c][to] = (float) (sums[c] / weights);
    }
  }

  private static final double[] PLACES = placeTable();

  private static double[] placeTable() {
    double[] table = new double[RADIUS * RADIUS + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.exp(-i / (2 * SIGMA_PLACE * SIGMA_PLACE));
    }
    return table;
  }

  private static double place(int squaredDistance) {
    return PLACES[squaredDistance];
  }

  private static float[] rangeTable() {
    float[] table = new float[(int) (NEGLIGIBLE * STEPS) + 2];
    for (int i = 0; i < table.length; i++) {
      double d = (double) i / STEPS;
      table[i] = (float) Math.exp(-d * d / (2 * SIGMA_VALUE * SIGMA_VALUE));
    }
    return table;
  }

  private static float value(float[] table, float difference) {
    float place = difference * STEPS;
    int index = (int) place;
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
