package org.saehdbw.merging.filters;

/** Filters of a face's square with 3 x 3 pixels, borders reflected without their edge. */
public final class Sharpen {
  private static final float THIRD = 1f / 3;

  private Sharpen() {}

  /** Adds {@code amount} times the difference from the mean of 3 x 3 pixels. */
  public static void box(Planes picture, float amount) {
    for (float[] plane : picture.data()) {
      float[] mean = blurred(plane, picture.width(), picture.height(), THIRD, THIRD);
      for (int i = 0; i < mean.length; i++) {
        plane[i] += amount * (plane[i] - mean[i]);
      }
    }
  }

  /** Adds half of {@code amount} times the difference from the blur with weights 1, 2, 1. */
  public static void gauss(Planes picture, float amount) {
    for (float[] plane : picture.data()) {
      float[] soft = blurred(plane, picture.width(), picture.height(), 0.25f, 0.5f);
      for (int i = 0; i < soft.length; i++) {
        plane[i] = plane[i] * (1 + 0.5f * amount) - 0.5f * amount * soft[i];
      }
    }
  }

  /** A blur with three weights along both axes. */
  static float[] blurred(float[] plane, int width, int height, float side, float middle) {
    float[] across = new float[width * height];
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width;
        across[at + x] =
            middle * plane[at + x]
                + side * (plane[at + reflect(x - 1, width)] + plane[at + reflect(x + 1, width)]);
      }
    }
    for (int y = 0; y < height; y++) {
      int above = reflect(y - 1, height) * width;
      int below = reflect(y + 1, height) * width;
      for (int x = 0; x < width; x++) {
        out[y * width + x] =
            middle * across[y * width + x] + side * (across[above + x] + across[below + x]);
      }
    }
    return out;
  }

  /** A place that is reflected at the edges, again and again if need be. */
  static int reflect(int at, int size) {
    if (at >= 0 && at < size || size == 1) {
      return size == 1 ? 0 : at;
    }
    int period = 2 * (size - 1);
    int place = Math.floorMod(at, period);
    return place < size ? place : period - place;
  }
}
