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

  /** The rectangle of values that are not 0: left, top, right, bottom, the last two exclusive. */
  static int[] extent(float[][] rows) {
    int left = rows[0].length;
    int right = 0;
    int top = rows.length;
    int bottom = 0;
    for (int y = 0; y < rows.length; y++) {
      float[] row = rows[y];
      int first = 0;
      while (first < row.length && row[first] == 0) {
        first++;
      }
      if (first == row.length) {
        continue;
      }
      int end = row.length;
      while (row[end - 1] == 0) {
        end--;
      }
      left = Math.min(left, first);
      right = Math.max(right, end);
      top = Math.min(top, y);
      bottom = y + 1;
    }
    return new int[] {left, top, right, bottom};
  }

  /** Limits every value of some rows to [0, 1]. */
  public static void clip(float[][] rows, int from, int to) {
    for (int y = from; y < to; y++) {
      Planes.clip(rows[y], rows[y].length);
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
