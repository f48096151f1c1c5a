package org.saehdbw.merging.filters;

import java.util.Arrays;
import org.saehdbw.parallel.Team;

/**
 * Erosion and dilation of a mask by an elliptical structuring element as OpenCV draws it: with
 * {@code r = floor(k / 2)}, row i of k holds columns {@code max(r - q, 0)} to {@code min(r + q, k -
 * 1)}, {@code q = rint(sqrt(r² - (i - r)²))}, and (r, r) is the anchor. For even k it is not
 * symmetric. Outside of the mask there is 0.
 *
 * <p>Widening a row's extremes by one pixel to each side goes through all half-widths once, and on
 * the way each row of the element takes those of its own width. Values are compared as whole
 * numbers that rise with them, which is the form that becomes vector instructions.
 */
public final class Ellipse {
  private static final int LEAST_ROWS = 48;

  private final int reach;
  private final int[] halfWidths;
  private final int rightReach;
  private int[][] keys = new int[0][];
  private int[][] out = new int[0][];

  /**
   * Makes an element; owns memory, so it belongs to one thread at a time.
   *
   * @param size the diameter k, at least 1
   */
  public Ellipse(int size) {
    reach = size / 2;
    rightReach = size - 1 - reach;
    halfWidths = new int[size];
    for (int i = 0; i < size; i++) {
      int dy = i - reach;
      halfWidths[i] = (int) Math.rint(Math.sqrt((double) reach * reach - dy * dy));
    }
  }

  /** Gives each pixel the least value that the element covers. */
  public void erode(float[][] rows, Team team) {
    apply(rows, true, team);
  }

  /** Gives each pixel the largest value that the element covers. */
  public void dilate(float[][] rows, Team team) {
    apply(rows, false, team);
  }

  /** The largest is the least of numbers with the other sign. */
  private void apply(float[][] rows, boolean least, Team team) {
    int width = rows[0].length;
    if (keys.length != rows.length || keys[0].length != width) {
      keys = new int[rows.length][width];
      out = new int[rows.length][width];
    }
    for (int y = 0; y < rows.length; y++) {
      toKeys(rows[y], keys[y], least ? 0 : -1);
    }
    team.bands(rows.length, LEAST_ROWS, (from, to) -> band(width, least ? 0 : -1, from, to));
    for (int y = 0; y < rows.length; y++) {
      fromKeys(out[y], rows[y], least ? 0 : -1);
    }
  }

  private static void toKeys(float[] row, int[] to, int flip) {
    for (int x = 0; x < to.length; x++) {
      int bits = Float.floatToRawIntBits(row[x]);
      to[x] = bits ^ (bits >> 31 & Integer.MAX_VALUE) ^ flip;
    }
  }

  private static void fromKeys(int[] keys, float[] row, int flip) {
    for (int x = 0; x < row.length; x++) {
      int key = keys[x] ^ flip;
      row[x] = Float.intBitsToFloat(key ^ (key >> 31 & Integer.MAX_VALUE));
    }
  }

  private void band(int width, int outside, int from, int to) {
    for (int y = from; y < to; y++) {
      Arrays.fill(out[y], Integer.MAX_VALUE);
    }
    int[] padded = new int[width + 2 * reach];
    int[] nothing = new int[width];
    int[] extremes = new int[width];
    int[] side = new int[width];
    Arrays.fill(padded, outside);
    Arrays.fill(nothing, outside);
    for (int y = from - rightReach; y < to + reach; y++) {
      boolean within = y >= 0 && y < keys.length;
      System.arraycopy(within ? keys[y] : nothing, 0, padded, reach, width);
      System.arraycopy(padded, reach, extremes, 0, width);
      spread(extremes, y, 0, from, to);
      for (int half = 1; half <= reach; half++) {
        System.arraycopy(padded, reach - half, side, 0, width);
        least(side, extremes);
        if (half <= rightReach) {
          System.arraycopy(padded, reach + half, side, 0, width);
          least(side, extremes);
        }
        spread(extremes, y, half, from, to);
      }
    }
  }

  private void spread(int[] extremes, int y, int half, int from, int to) {
    for (int i = 0; i < halfWidths.length; i++) {
      int target = y - (i - reach);
      if (halfWidths[i] == half && target >= from && target < to) {
        least(extremes, out[target]);
      }
    }
  }

  private static void least(int[] values, int[] to) {
    for (int x = 0; x < to.length; x++) {
      to[x] = Math.min(to[x], values[x]);
    }
  }
}
