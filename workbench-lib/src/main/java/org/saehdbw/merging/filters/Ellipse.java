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
 * the way each row of the element takes those of its own width. The loops have the form that
 * becomes vector instructions; those over whole numbers do not in Java 17.
 */
public final class Ellipse {
  private static final int LEAST_ROWS = 48;
  private static final int STEP = 32;

  private final int reach;
  private final int[] halfWidths;
  private final int rightReach;
  private float[][] out = new float[0][];

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

  /** Works on the rectangle that has values and what the element reaches around it. */
  private void apply(float[][] rows, boolean least, Team team) {
    int[] extent = Rows.extent(rows);
    int top = Math.max(0, extent[1] - reach);
    int bottom = Math.min(rows.length, extent[3] + reach);
    int left = Math.max(0, extent[0] - reach);
    int right = Math.min(rows[0].length, extent[2] + reach);
    if (top >= bottom || left >= right) {
      return;
    }
    int width = Math.min(rows[0].length - left, (right - left + STEP - 1) / STEP * STEP);
    out = Rows.sized(out, width, rows.length);
    team.bands(
        bottom - top, LEAST_ROWS, (from, to) -> band(rows, left, least, top + from, top + to));
    for (int y = top; y < bottom; y++) {
      System.arraycopy(out[y], 0, rows[y], left, width);
    }
  }

  private void band(float[][] rows, int left, boolean least, int from, int to) {
    int width = out[0].length;
    for (int y = from; y < to; y++) {
      Arrays.fill(out[y], least ? Float.MAX_VALUE : -Float.MAX_VALUE);
    }
    float[] padded = new float[width + 2 * reach];
    float[] extremes = new float[width];
    float[] side = new float[width];
    for (int y = from - reach; y < to + rightReach; y++) {
      fill(rows, y, left - reach, padded);
      System.arraycopy(padded, reach, extremes, 0, width);
      spread(extremes, least, y, 0, from, to);
      for (int half = 1; half <= reach; half++) {
        System.arraycopy(padded, reach - half, side, 0, width);
        take(side, least, extremes);
        if (half <= rightReach) {
          System.arraycopy(padded, reach + half, side, 0, width);
          take(side, least, extremes);
        }
        spread(extremes, least, y, half, from, to);
      }
    }
  }

  /** A part of a row, 0 outside of the mask. */
  private static void fill(float[][] rows, int y, int left, float[] part) {
    Arrays.fill(part, 0);
    if (y >= 0 && y < rows.length) {
      int from = Math.max(0, left);
      int to = Math.min(rows[y].length, left + part.length);
      System.arraycopy(rows[y], from, part, from - left, to - from);
    }
  }

  private void spread(float[] extremes, boolean least, int y, int half, int from, int to) {
    for (int i = 0; i < halfWidths.length; i++) {
      int target = y - (i - reach);
      if (halfWidths[i] == half && target >= from && target < to) {
        take(extremes, least, out[target]);
      }
    }
  }

  private static void take(float[] values, boolean least, float[] to) {
    if (least) {
      least(values, to);
    } else {
      most(values, to);
    }
  }

  private static void least(float[] values, float[] to) {
    for (int x = 0; x < to.length; x++) {
      to[x] = Math.min(to[x], values[x]);
    }
  }

  private static void most(float[] values, float[] to) {
    for (int x = 0; x < to.length; x++) {
      to[x] = Math.max(to[x], values[x]);
    }
  }
}
