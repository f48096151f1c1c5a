package org.saehdbw.merging.filters;

import org.saehdbw.parallel.Team;

/**
 * Resizing with pixel centres at half numbers and no averaging when a picture shrinks; positions
 * outside take the nearest value of the edge. Equal to OpenCV's within rounding of floats.
 */
public final class Resize {
  private static final int LEAST_ROWS = 16;

  /** The values and weights that each value of the result is made of, four each. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Taps(int[] places, float[] weights) {
    static Taps cubic(int from, int to) {
      Taps taps = new Taps(new int[4 * to], new float[4 * to]);
      for (int i = 0; i < to; i++) {
        float position = (float) ((i + 0.5) * ((double) from / to) - 0.5);
        int whole = (int) Math.floor(position);
        CubicWeights.at(position - whole, taps.weights, 4 * i);
        for (int k = 0; k < 4; k++) {
          taps.places[4 * i + k] = Math.max(0, Math.min(from - 1, whole - 1 + k));
        }
      }
      return taps;
    }

    static Taps linear(int from, int to) {
      Taps taps = new Taps(new int[4 * to], new float[4 * to]);
      for (int i = 0; i < to; i++) {
        float position = (float) ((i + 0.5) * ((double) from / to) - 0.5);
        int whole = (int) Math.floor(position);
        float part = position - whole;
        taps.weights[4 * i + 1] = 1 - part;
        taps.weights[4 * i + 2] = part;
        for (int k = 0; k < 4; k++) {
          taps.places[4 * i + k] = Math.max(0, Math.min(from - 1, whole - 1 + k));
        }
      }
      return taps;
    }
  }

  private final Taps across;
  private final Taps down;
  private final int width;
  private final int height;
  private final int toWidth;
  private final int toHeight;
  private float[][] middle = new float[0][];

  private Resize(Taps across, Taps down, int width, int height, int toWidth, int toHeight) {
    this.across = across;
    this.down = down;
    this.width = width;
    this.height = height;
    this.toWidth = toWidth;
    this.toHeight = toHeight;
  }

  /** A cubic resizing, a = -0.75; owns memory, so it belongs to one thread at a time. */
  public static Resize cubic(int width, int height, int toWidth, int toHeight) {
    return new Resize(
        Taps.cubic(width, toWidth), Taps.cubic(height, toHeight), width, height, toWidth, toHeight);
  }

  /** A linear resizing. */
  public static Resize linear(int width, int height, int toWidth, int toHeight) {
    return new Resize(
        Taps.linear(width, toWidth),
        Taps.linear(height, toHeight),
        width,
        height,
        toWidth,
        toHeight);
  }

  /** Whether this resizes from one size to another. */
  public boolean fits(int fromWidth, int fromHeight, int newWidth, int newHeight) {
    return width == fromWidth
        && height == fromHeight
        && toWidth == newWidth
        && toHeight == newHeight;
  }

  /** Resizes a plane to rows. */
  public void toRows(float[] plane, float[][] rows, Team team) {
    middle = Rows.sized(middle, toWidth, height);
    team.bands(
        height,
        LEAST_ROWS,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            across(plane, y * width, middle[y]);
          }
        });
    team.bands(
        toHeight,
        LEAST_ROWS,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            down(middle, y, rows[y]);
          }
        });
  }

  /** Resizes rows to a plane. */
  public void fromRows(float[][] rows, float[] plane, Team team) {
    team.bands(
        toHeight,
        LEAST_ROWS,
        (from, to) -> {
          float[] whole = new float[width];
          float[] part = new float[toWidth];
          for (int y = from; y < to; y++) {
            down(rows, y, whole);
            across(whole, 0, part);
            System.arraycopy(part, 0, plane, y * toWidth, toWidth);
          }
        });
  }

  /** Resizes a plane. */
  public void plane(float[] from, float[] to, Team team) {
    float[][] rows = new float[height][width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(from, y * width, rows[y], 0, width);
    }
    fromRows(rows, to, team);
  }

  /** Resizes every plane of a picture; the result has exactly its size. */
  public void planes(Planes from, Planes to, Team team) {
    to.exact(toWidth, toHeight, from.channels());
    for (int c = 0; c < from.channels(); c++) {
      plane(from.plane(c), to.plane(c), team);
    }
  }

  private void across(float[] from, int start, float[] to) {
    int[] places = across.places;
    float[] weights = across.weights;
    for (int x = 0; x < to.length; x++) {
      int k = 4 * x;
      to[x] =
          from[start + places[k]] * weights[k]
              + from[start + places[k + 1]] * weights[k + 1]
              + from[start + places[k + 2]] * weights[k + 2]
              + from[start + places[k + 3]] * weights[k + 3];
    }
  }

  private void down(float[][] rows, int y, float[] to) {
    int k = 4 * y;
    float[] weights = down.weights;
    mix(
        rows[down.places[k]],
        rows[down.places[k + 1]],
        rows[down.places[k + 2]],
        rows[down.places[k + 3]],
        new float[] {weights[k], weights[k + 1], weights[k + 2], weights[k + 3]},
        to);
  }

  private static void mix(float[] a, float[] b, float[] c, float[] d, float[] w, float[] to) {
    float wa = w[0];
    float wb = w[1];
    float wc = w[2];
    float wd = w[3];
    for (int x = 0; x < to.length; x++) {
      to[x] = a[x] * wa + b[x] * wb + c[x] * wc + d[x] * wd;
    }
  }
}
