package org.saehdbw.merging.filters;

import java.util.Arrays;
import org.saehdbw.pictures.Affine;

/** {@link Warp} of a mask that is given as rows, black outside. */
public final class MaskWarp {
  private static final float[] CUBIC = CubicWeights.TABLE;

  private final float[][] mask;
  private final Planes target;
  private final WarpGrid grid;
  private final int left;
  private final int top;
  private final int right;
  private final int bottom;

  /**
   * Prepares the filling of a target.
   *
   * @param mask its rows; its place is (0, 0)
   * @param toSource from the target's pixels to the mask's
   * @param target one plane whose size and place are set
   */
  public MaskWarp(float[][] mask, Affine toSource, Planes target) {
    this.mask = mask;
    this.target = target;
    grid = new WarpGrid(toSource, target);
    int[] extent = Rows.extent(mask);
    left = extent[0] - 3;
    top = extent[1] - 3;
    right = extent[2];
    bottom = extent[3];
  }

  /** Fills some rows of the target; different rows may be filled at the same time. */
  public void rows(int from, int to) {
    for (int y = from; y < to; y++) {
      row(grid.rowX(y), grid.rowY(y), y * target.width());
    }
  }

  /** In a row the pixels that are not black adjoin, and so do those without an edge. */
  private void row(int rowX, int rowY, int start) {
    int width = target.width();
    float[] plane = target.plane(0);
    int first = 0;
    while (first < width && isBlack(rowX, rowY, first)) {
      first++;
    }
    int end = width;
    while (end > first && isBlack(rowX, rowY, end - 1)) {
      end--;
    }
    Arrays.fill(plane, start, start + first, 0);
    Arrays.fill(plane, start + end, start + width, 0);
    while (first < end && hasEdge(rowX, rowY, first)) {
      plane[start + first] = atEdge(rowX + grid.columnX[first], rowY + grid.columnY[first]);
      first++;
    }
    while (end > first && hasEdge(rowX, rowY, end - 1)) {
      end--;
      plane[start + end] = atEdge(rowX + grid.columnX[end], rowY + grid.columnY[end]);
    }
    inside(rowX, rowY, start, first, end);
  }

  /** Whether a pixel of the target is made of zeros only. */
  private boolean isBlack(int rowX, int rowY, int x) {
    int sx = (rowX + grid.columnX[x] >> 2 * WarpGrid.SHIFT) - 1;
    int sy = (rowY + grid.columnY[x] >> 2 * WarpGrid.SHIFT) - 1;
    return sx < left || sx >= right || sy < top || sy >= bottom;
  }

  private boolean hasEdge(int rowX, int rowY, int x) {
    int sx = (rowX + grid.columnX[x] >> 2 * WarpGrid.SHIFT) - 1;
    int sy = (rowY + grid.columnY[x] >> 2 * WarpGrid.SHIFT) - 1;
    return sx < 0 || sx > mask[0].length - 4 || sy < 0 || sy > mask.length - 4;
  }

  private void inside(int rowX, int rowY, int start, int first, int end) {
    float[] to = target.plane(0);
    float[][] rows = mask;
    int[] columnX = grid.columnX;
    int[] columnY = grid.columnY;
    for (int x = first; x < end; x++) {
      int px = rowX + columnX[x] >> WarpGrid.SHIFT;
      int py = rowY + columnY[x] >> WarpGrid.SHIFT;
      int sx = (px >> WarpGrid.SHIFT) - 1;
      int sy = (py >> WarpGrid.SHIFT) - 1;
      int fx = 4 * (px & WarpGrid.FRACTION);
      int fy = 4 * (py & WarpGrid.FRACTION);
      float a = CUBIC[fx];
      float b = CUBIC[fx + 1];
      float c = CUBIC[fx + 2];
      float d = CUBIC[fx + 3];
      to[start + x] =
          Warp.across(rows[sy], sx, a, b, c, d) * CUBIC[fy]
              + Warp.across(rows[sy + 1], sx, a, b, c, d) * CUBIC[fy + 1]
              + Warp.across(rows[sy + 2], sx, a, b, c, d) * CUBIC[fy + 2]
              + Warp.across(rows[sy + 3], sx, a, b, c, d) * CUBIC[fy + 3];
    }
  }

  private float atEdge(int placeX, int placeY) {
    int sx = (placeX >> 2 * WarpGrid.SHIFT) - 1;
    int sy = (placeY >> 2 * WarpGrid.SHIFT) - 1;
    int fx = 4 * (placeX >> WarpGrid.SHIFT & WarpGrid.FRACTION);
    int fy = 4 * (placeY >> WarpGrid.SHIFT & WarpGrid.FRACTION);
    float sum = 0;
    for (int j = Math.max(0, -sy); j < Math.min(4, mask.length - sy); j++) {
      float[] row = mask[sy + j];
      float part = 0;
      for (int i = Math.max(0, -sx); i < Math.min(4, row.length - sx); i++) {
        part += row[sx + i] * CUBIC[fx + i];
      }
      sum += part * CUBIC[fy + j];
    }
    return sum;
  }
}
