package org.saehdbw.merging.filters;

import org.jspecify.annotations.Nullable;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Affine;

/**
 * Affine resampling with the cubic kernel and OpenCV 4's rounding of positions ({@link WarpGrid}).
 * Pixel centres are at whole numbers. Places of sources and targets in their larger pictures count.
 */
public final class Warp {
  private static final float[] CUBIC = CubicWeights.TABLE;
  private static final int LEAST_ROWS = 16;

  private Warp() {}

  /** What lies outside of the source. */
  public enum Border {
    /** Values of 0. */
    BLACK,
    /** The nearest value of the edge. */
    REPLICATE
  }

  /**
   * Fills a target.
   *
   * @param source planes of any size
   * @param toSource from the target's pixels to the source's
   * @param target planes whose size, place and channels are set; every value is written
   * @param where only pixels above 0 of this plane are computed, others become 0; null computes all
   */
  public static void cubic(
      Planes source,
      Affine toSource,
      Planes target,
      Border border,
      float @Nullable [] where,
      Team team) {
    WarpGrid grid = new WarpGrid(toSource, target);
    team.bands(
        target.height(),
        LEAST_ROWS,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            row(source, grid, y, target, border, where);
          }
        });
  }

  private static void row(
      Planes source, WarpGrid grid, int y, Planes target, Border border, float @Nullable [] where) {
    int rowX = grid.rowX(y);
    int rowY = grid.rowY(y);
    int width = target.width();
    int stride = source.width();
    int lastX = stride - 4;
    int lastY = source.height() - 4;
    int shiftX = source.left() + 1;
    int shiftY = source.top() + 1;
    float[][] from = source.data();
    float[][] to = target.data();
    int out = y * width;
    for (int x = 0; x < width; x++, out++) {
      if (where != null && !(where[out] > 0)) {
        for (float[] plane : to) {
          plane[out] = 0;
        }
        continue;
      }
      int px = rowX + grid.columnX[x] >> WarpGrid.SHIFT;
      int py = rowY + grid.columnY[x] >> WarpGrid.SHIFT;
      int sx = (px >> WarpGrid.SHIFT) - shiftX;
      int sy = (py >> WarpGrid.SHIFT) - shiftY;
      int fx = 4 * (px & WarpGrid.FRACTION);
      int fy = 4 * (py & WarpGrid.FRACTION);
      if (sx >= 0 && sx <= lastX && sy >= 0 && sy <= lastY) {
        int at = sy * stride + sx;
        for (int c = 0; c < to.length; c++) {
          to[c][out] = inside(from[c], at, stride, fx, fy);
        }
      } else {
        for (int c = 0; c < to.length; c++) {
          to[c][out] = atEdge(from[c], source, sx, sy, fx, fy, border);
        }
      }
    }
  }

  private static float inside(float[] plane, int at, int stride, int fx, int fy) {
    float a = CUBIC[fx];
    float b = CUBIC[fx + 1];
    float c = CUBIC[fx + 2];
    float d = CUBIC[fx + 3];
    int o1 = at + stride;
    int o2 = o1 + stride;
    int o3 = o2 + stride;
    float r0 = plane[at] * a + plane[at + 1] * b + plane[at + 2] * c + plane[at + 3] * d;
    float r1 = plane[o1] * a + plane[o1 + 1] * b + plane[o1 + 2] * c + plane[o1 + 3] * d;
    float r2 = plane[o2] * a + plane[o2 + 1] * b + plane[o2 + 2] * c + plane[o2 + 3] * d;
    float r3 = plane[o3] * a + plane[o3 + 1] * b + plane[o3 + 2] * c + plane[o3 + 3] * d;
    return r0 * CUBIC[fy] + r1 * CUBIC[fy + 1] + r2 * CUBIC[fy + 2] + r3 * CUBIC[fy + 3];
  }

  private static float atEdge(
      float[] plane, Planes source, int sx, int sy, int fx, int fy, Border border) {
    int width = source.width();
    int height = source.height();
    if (border == Border.BLACK && (sx <= -4 || sx >= width || sy <= -4 || sy >= height)) {
      return 0;
    }
    float sum = 0;
    for (int j = 0; j < 4; j++) {
      int y = sy + j;
      if (border == Border.REPLICATE) {
        y = Math.max(0, Math.min(height - 1, y));
      } else if (y < 0 || y >= height) {
        continue;
      }
      float row = 0;
      for (int i = 0; i < 4; i++) {
        int x = sx + i;
        if (border == Border.REPLICATE) {
          x = Math.max(0, Math.min(width - 1, x));
        } else if (x < 0 || x >= width) {
          continue;
        }
        row += plane[y * width + x] * CUBIC[fx + i];
      }
      sum += row * CUBIC[fy + j];
    }
    return sum;
  }

  /**
   * Resamples a mask that is given as rows, black outside.
   *
   * @param rows the mask; its place is (0, 0)
   * @param toSource from the target's pixels to the mask's
   * @param target one plane whose size and place are set
   */
  public static void cubic(float[][] rows, Affine toSource, Planes target, Team team) {
    WarpGrid grid = new WarpGrid(toSource, target);
    int[] extent = Rows.extent(rows);
    team.bands(
        target.height(),
        LEAST_ROWS,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            row(rows, extent, grid, y, target);
          }
        });
  }

  private static void row(float[][] rows, int[] extent, WarpGrid grid, int y, Planes target) {
    int rowX = grid.rowX(y);
    int rowY = grid.rowY(y);
    int width = target.width();
    int lastX = rows[0].length - 4;
    int lastY = rows.length - 4;
    float[] to = target.plane(0);
    int out = y * width;
    for (int x = 0; x < width; x++, out++) {
      int px = rowX + grid.columnX[x] >> WarpGrid.SHIFT;
      int py = rowY + grid.columnY[x] >> WarpGrid.SHIFT;
      int sx = (px >> WarpGrid.SHIFT) - 1;
      int sy = (py >> WarpGrid.SHIFT) - 1;
      if (sx + 3 < extent[0] || sx >= extent[2] || sy + 3 < extent[1] || sy >= extent[3]) {
        to[out] = 0;
        continue;
      }
      int fx = 4 * (px & WarpGrid.FRACTION);
      int fy = 4 * (py & WarpGrid.FRACTION);
      if (sx >= 0 && sx <= lastX && sy >= 0 && sy <= lastY) {
        to[out] =
            of(rows[sy], sx, fx) * CUBIC[fy]
                + of(rows[sy + 1], sx, fx) * CUBIC[fy + 1]
                + of(rows[sy + 2], sx, fx) * CUBIC[fy + 2]
                + of(rows[sy + 3], sx, fx) * CUBIC[fy + 3];
      } else {
        to[out] = atEdge(rows, sx, sy, fx, fy);
      }
    }
  }

  private static float of(float[] row, int at, int fx) {
    return row[at] * CUBIC[fx]
        + row[at + 1] * CUBIC[fx + 1]
        + row[at + 2] * CUBIC[fx + 2]
        + row[at + 3] * CUBIC[fx + 3];
  }

  private static float atEdge(float[][] rows, int sx, int sy, int fx, int fy) {
    float sum = 0;
    for (int j = Math.max(0, -sy); j < Math.min(4, rows.length - sy); j++) {
      float[] row = rows[sy + j];
      float part = 0;
      for (int i = Math.max(0, -sx); i < Math.min(4, row.length - sx); i++) {
        part += row[sx + i] * CUBIC[fx + i];
      }
      sum += part * CUBIC[fy + j];
    }
    return sum;
  }
}
