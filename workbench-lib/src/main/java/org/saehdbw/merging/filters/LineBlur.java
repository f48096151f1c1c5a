package org.saehdbw.merging.filters;

import org.saehdbw.pictures.Affine;

/**
 * Motion blur along a line: a kernel of k x k with ones in row {@code (k - 1) / 2}, turned about
 * its middle with linear interpolation in steps of 1/32 pixel, and divided by its sum. Borders are
 * reflected without their edge.
 */
public final class LineBlur {
  private final int size;
  private final float[] kernel;

  /**
   * Makes a kernel.
   *
   * @param size k, at least 1; for even k the kernel is off its middle, and the picture moves by
   *     about half a pixel
   * @param degrees the line's angle, counter-clockwise
   */
  public LineBlur(int size, double degrees) {
    this.size = size;
    kernel = kernel(size, degrees);
  }

  private static float[] kernel(int size, double degrees) {
    double radians = Math.toRadians(degrees);
    double cos = Math.cos(radians);
    double sin = Math.sin(radians);
    double middle = size / 2.0 - 0.5;
    Affine turn =
        new Affine(
            cos,
            sin,
            (1 - cos) * middle - sin * middle,
            -sin,
            cos,
            sin * middle + (1 - cos) * middle);
    Planes target = new Planes().exact(size, size, 1);
    WarpGrid grid = new WarpGrid(turn.inverse(), target);
    float[] kernel = target.plane(0);
    int line = (size - 1) / 2;
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      int px = grid.rowX(i / size) + grid.columnX[i % size] >> WarpGrid.SHIFT;
      int py = grid.rowY(i / size) + grid.columnY[i % size] >> WarpGrid.SHIFT;
      kernel[i] = onLine(px, size) * share(py - CubicWeights.STEPS * line);
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= (float) sum;
    }
    return kernel;
  }

  /** How much of a column position, in 1/32 pixel, lies on the line's columns 0 to size - 1. */
  private static float onLine(int position, int size) {
    int whole = position >> WarpGrid.SHIFT;
    float part = (position & WarpGrid.FRACTION) / (float) CubicWeights.STEPS;
    return (whole >= 0 && whole < size ? 1 - part : 0)
        + (whole + 1 >= 0 && whole + 1 < size ? part : 0);
  }

  /** The weight of the line's row at a distance in 1/32 pixel. */
  private static float share(int distance) {
    return Math.max(0, CubicWeights.STEPS - Math.abs(distance)) / (float) CubicWeights.STEPS;
  }

  /** Blurs every plane in place. */
  public void apply(Planes picture) {
    int width = picture.width();
    int height = picture.height();
    int anchor = size / 2;
    for (float[] plane : picture.data()) {
      float[] out = new float[width * height];
      for (int j = 0; j < size; j++) {
        for (int i = 0; i < size; i++) {
          if (kernel[j * size + i] != 0) {
            add(plane, width, height, i - anchor, j - anchor, kernel[j * size + i], out);
          }
        }
      }
      System.arraycopy(out, 0, plane, 0, out.length);
    }
  }

  private static void add(
      float[] plane, int width, int height, int dx, int dy, float weight, float[] out) {
    for (int y = 0; y < height; y++) {
      int from = Sharpen.reflect(y + dy, height) * width;
      int to = y * width;
      int first = Math.max(0, -dx);
      int end = Math.min(width, width - dx);
      for (int x = 0; x < Math.min(first, width); x++) {
        out[to + x] += weight * plane[from + Sharpen.reflect(x + dx, width)];
      }
      for (int x = first; x < end; x++) {
        out[to + x] += weight * plane[from + x + dx];
      }
      for (int x = Math.max(end, 0); x < width; x++) {
        out[to + x] += weight * plane[from + Sharpen.reflect(x + dx, width)];
      }
    }
  }
}
