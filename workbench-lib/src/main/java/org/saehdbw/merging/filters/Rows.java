package org.saehdbw.merging.filters;

import java.util.Arrays;

/**
 * A mask whose rows are arrays of their own: loops that run from 0 over several arrays become
 * vector instructions.
 */
public final class Rows {
  private Rows() {}

  /** Returns rows of a size: those given if they have it. */
  public static float[][] sized(float[][] rows, int width, int height) {
    return rows.length == height && (height == 0 || rows[0].length == width)
        ? rows
        : new float[height][width];
  }

  /**
   * A rectangle that holds all values that are not 0: left, top, right, bottom, the last two
   * exclusive. Rows are compared with zeros by vector instructions; only those that make the
   * rectangle wider are looked at value by value.
   */
  public static int[] extent(float[][] rows) {
    int width = rows[0].length;
    float[] zeros = new float[width];
    int left = width;
    int right = 0;
    int top = rows.length;
    int bottom = 0;
    for (int y = 0; y < rows.length; y++) {
      float[] row = rows[y];
      int first = firstValue(row, zeros, 0, width);
      if (first == width) {
        continue;
      }
      left = Math.min(left, first);
      if (firstValue(row, zeros, right, width) < width) {
        int end = width;
        while (row[end - 1] == 0) {
          end--;
        }
        right = Math.max(right, end);
      }
      top = Math.min(top, y);
      bottom = y + 1;
    }
    return new int[] {left, top, right, bottom};
  }

  /** The first place from {@code from} whose value is not 0, else {@code end}. */
  private static int firstValue(float[] row, float[] zeros, int from, int end) {
    int at = from;
    while (at < end) {
      int found = Arrays.mismatch(row, at, end, zeros, at, end);
      if (found < 0) {
        return end;
      }
      at += found;
      if (row[at] != 0) {
        return at;
      }
      at++;
    }
    return end;
  }

  /** Limits the values of some rows in some columns to [0, 1]. */
  public static void clip(float[][] rows, int from, int to, int left, int right) {
    for (int y = from; y < to; y++) {
      Planes.clip(rows[y], left, right);
    }
  }

  /** Sets a frame of so many pixels to 0; a wide one clears everything. */
  public static void clearFrame(float[][] rows, int wide) {
    for (int y = 0; y < rows.length; y++) {
      float[] row = rows[y];
      if (y < wide || y >= rows.length - wide || 2 * wide >= row.length) {
        Arrays.fill(row, 0);
      } else {
        Arrays.fill(row, 0, wide, 0);
        Arrays.fill(row, row.length - wide, row.length, 0);
      }
    }
  }
}
