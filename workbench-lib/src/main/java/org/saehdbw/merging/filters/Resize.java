package org.saehdbw.merging.filters;

import java.util.Arrays;
import org.saehdbw.parallel.Team;

/**
 * Resizing with pixel centres at half numbers and no averaging when a picture shrinks; positions
 * outside take the nearest value of the edge. Equal to OpenCV's within rounding of floats.
 */
public final class Resize {
  private static final int LEAST_ROWS = 16;

  private final ResizeTaps across;
  private final ResizeTaps down;
  private final int width;
  private final int height;
  private final int toWidth;
  private final int toHeight;
  private float[][] middle = new float[0][];

  private Resize(
      ResizeTaps across, ResizeTaps down, int width, int height, int toWidth, int toHeight) {
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
        ResizeTaps.cubic(width, toWidth),
        ResizeTaps.cubic(height, toHeight),
        width,
        height,
        toWidth,
        toHeight);
  }

  /** A linear resizing. */
  public static Resize linear(int width, int height, int toWidth, int toHeight) {
    return new Resize(
        ResizeTaps.linear(width, toWidth),
        ResizeTaps.linear(height, toHeight),
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

  /** Resizes a plane to rows; where it is 0 nothing is computed. */
  public void toRows(float[] plane, float[][] rows, Team team) {
    middle = Rows.sized(middle, toWidth, height);
    int[] firsts = new int[height];
    int[] ends = new int[height];
    team.bands(
        height,
        LEAST_ROWS,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            firsts[y] = firstOf(plane, y * width);
            ends[y] = endOf(plane, y * width, firsts[y]);
            clear(middle[y], firsts[y], ends[y]);
            across.apply(plane, y * width, firsts[y], ends[y], middle[y]);
          }
        });
    team.bands(
        toHeight,
        LEAST_ROWS,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            int first = toWidth;
            int end = 0;
            for (int k = 4 * y; k < 4 * y + 4; k++) {
              first = Math.min(first, firsts[down.places()[k]]);
              end = Math.max(end, ends[down.places()[k]]);
            }
            clear(rows[y], first, Math.max(first, end));
            down(middle, y, first, end, rows[y]);
          }
        });
  }

  /** The first column of the result that a row's values have a part in. */
  private int firstOf(float[] plane, int start) {
    int value = 0;
    while (value < width && plane[start + value] == 0) {
      value++;
    }
    int x = value == width ? toWidth : 0;
    while (x < toWidth && across.places()[4 * x + 3] < value) {
      x++;
    }
    return x;
  }

  private int endOf(float[] plane, int start, int first) {
    if (first == toWidth) {
      return first;
    }
    int value = width - 1;
    while (plane[start + value] == 0) {
      value--;
    }
    int end = toWidth;
    while (across.places()[4 * end - 4] > value) {
      end--;
    }
    return end;
  }

  private static void clear(float[] row, int first, int end) {
    Arrays.fill(row, 0, first, 0);
    Arrays.fill(row, end, row.length, 0);
  }

  /** Resizes rows to a plane. */
  public void fromRows(float[][] rows, float[] plane, Team team) {
    team.bands(toHeight, LEAST_ROWS, (from, to) -> fromRows(rows, plane, from, to));
  }

  /** Resizes rows to some rows of a plane; different rows may be made at the same time. */
  public void fromRows(float[][] rows, float[] plane, int from, int to) {
    float[] whole = new float[width];
    float[] part = new float[toWidth];
    for (int y = from; y < to; y++) {
      down(rows, y, 0, width, whole);
      across.apply(whole, 0, 0, toWidth, part);
      System.arraycopy(part, 0, plane, y * toWidth, toWidth);
    }
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

  private void down(float[][] rows, int y, int first, int end, float[] to) {
    int k = 4 * y;
    float[] weights = down.weights();
    float a = weights[k];
    float b = weights[k + 1];
    float c = weights[k + 2];
    float d = weights[k + 3];
    float[] row0 = rows[down.places()[k]];
    float[] row1 = rows[down.places()[k + 1]];
    float[] row2 = rows[down.places()[k + 2]];
    float[] row3 = rows[down.places()[k + 3]];
    for (int x = first; x < end; x++) {
      to[x] = row0[x] * a + row1[x] * b + row2[x] * c + row3[x] * d;
    }
  }
}
