package org.saehdbw.merging.filters;

import java.util.Arrays;
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
  private static final int COLOURS = 3;

  private final Planes source;
  private final Planes target;
  private final Border border;
  private final float @Nullable [] where;
  private final boolean limits;
  private final WarpGrid grid;

  /** What lies outside of the source. */
  public enum Border {
    /** Values of 0. */
    BLACK,
    /** The nearest value of the edge. */
    REPLICATE
  }

  /**
   * Prepares the filling of a target by {@link #rows}.
   *
   * @param source planes of any size
   * @param toSource from the target's pixels to the source's
   * @param target planes whose size, place and channels are set
   * @param where only pixels above 0 of this plane are computed, others become 0; null computes all
   * @param limits whether results are limited to [0, 1]
   */
  public Warp(
      Planes source,
      Affine toSource,
      Planes target,
      Border border,
      float @Nullable [] where,
      boolean limits) {
    this.source = source;
    this.target = target;
    this.border = border;
    this.where = where;
    this.limits = limits;
    grid = new WarpGrid(toSource, target);
  }

  /** Fills a target, whose every value is written; results are not limited. */
  public static void cubic(
      Planes source,
      Affine toSource,
      Planes target,
      Border border,
      float @Nullable [] where,
      Team team) {
    Warp warp = new Warp(source, toSource, target, border, where, false);
    team.bands(target.height(), LEAST_ROWS, warp::rows);
  }

  /** Fills some rows of the target; different rows may be filled at the same time. */
  public void rows(int from, int to) {
    int width = target.width();
    for (int y = from; y < to; y++) {
      int end = y * width;
      while (end < (y + 1) * width) {
        int first = firstWanted(end, (y + 1) * width);
        clear(end, first);
        end = endOfWanted(first, (y + 1) * width);
        run(y, first, end);
      }
    }
  }

  private int firstWanted(int from, int end) {
    int at = from;
    while (where != null && at < end && !(where[at] > 0)) {
      at++;
    }
    return at;
  }

  private int endOfWanted(int from, int end) {
    int at = where == null ? end : from;
    while (where != null && at < end && where[at] > 0) {
      at++;
    }
    return at;
  }

  private void clear(int from, int end) {
    for (float[] plane : target.data()) {
      Arrays.fill(plane, from, end, 0);
    }
  }

  /** Fills pixels of a row; those whose four by four values are inside of the source adjoin. */
  private void run(int y, int first, int end) {
    Line line = new Line(grid.rowX(y), grid.rowY(y), y * target.width());
    int from = first;
    while (from < end && !isInside(line, from)) {
      edge(line, from++);
    }
    int to = end;
    while (to > from && !isInside(line, to - 1)) {
      edge(line, --to);
    }
    if (target.channels() == COLOURS) {
      colour(line, from, to);
    } else {
      for (int k = 0; k < target.channels(); k++) {
        gray(line, from, to, source.plane(k), target.plane(k));
      }
    }
    if (limits) {
      for (float[] plane : target.data()) {
        Planes.clip(plane, first, end);
      }
    }
  }

  /** A row of the target: what it adds to the columns' places, and where it begins. */
  private record Line(int x, int y, int start) {}

  private boolean isInside(Line line, int out) {
    int sx = column(line.x + grid.columnX[out - line.start]);
    int sy = row(line.y + grid.columnY[out - line.start]);
    return sx >= 0 && sx <= source.width() - 4 && sy >= 0 && sy <= source.height() - 4;
  }

  private int column(int place) {
    return (place >> 2 * WarpGrid.SHIFT) - source.left() - 1;
  }

  private int row(int place) {
    return (place >> 2 * WarpGrid.SHIFT) - source.top() - 1;
  }

  /** Three channels row by row, so that they share the weights. */
  private void colour(Line line, int first, int end) {
    float[] p0 = source.plane(0);
    float[] p1 = source.plane(1);
    float[] p2 = source.plane(2);
    float[] t0 = target.plane(0);
    float[] t1 = target.plane(1);
    float[] t2 = target.plane(2);
    int stride = source.width();
    int origin = (source.top() + 1) * stride + source.left() + 1;
    int[] columnX = grid.columnX;
    int[] columnY = grid.columnY;
    int rowX = line.x;
    int rowY = line.y;
    int x = first - line.start;
    for (int out = first; out < end; out++, x++) {
      int px = rowX + columnX[x] >> WarpGrid.SHIFT;
      int py = rowY + columnY[x] >> WarpGrid.SHIFT;
      int at = (py >> WarpGrid.SHIFT) * stride + (px >> WarpGrid.SHIFT) - origin;
      int fx = 4 * (px & WarpGrid.FRACTION);
      int fy = 4 * (py & WarpGrid.FRACTION);
      float a = CUBIC[fx];
      float b = CUBIC[fx + 1];
      float c = CUBIC[fx + 2];
      float d = CUBIC[fx + 3];
      float weight = CUBIC[fy];
      float s0 = across(p0, at, a, b, c, d) * weight;
      float s1 = across(p1, at, a, b, c, d) * weight;
      float s2 = across(p2, at, a, b, c, d) * weight;
      for (int j = 1; j < 4; j++) {
        at += stride;
        weight = CUBIC[fy + j];
        s0 += across(p0, at, a, b, c, d) * weight;
        s1 += across(p1, at, a, b, c, d) * weight;
        s2 += across(p2, at, a, b, c, d) * weight;
      }
      t0[out] = s0;
      t1[out] = s1;
      t2[out] = s2;
    }
  }

  private void gray(Line line, int first, int end, float[] from, float[] to) {
    int stride = source.width();
    int origin = (source.top() + 1) * stride + source.left() + 1;
    for (int out = first; out < end; out++) {
      int px = line.x + grid.columnX[out - line.start] >> WarpGrid.SHIFT;
      int py = line.y + grid.columnY[out - line.start] >> WarpGrid.SHIFT;
      int at = (py >> WarpGrid.SHIFT) * stride + (px >> WarpGrid.SHIFT) - origin;
      int fx = 4 * (px & WarpGrid.FRACTION);
      int fy = 4 * (py & WarpGrid.FRACTION);
      float a = CUBIC[fx];
      float b = CUBIC[fx + 1];
      float c = CUBIC[fx + 2];
      float d = CUBIC[fx + 3];
      to[out] =
          across(from, at, a, b, c, d) * CUBIC[fy]
              + across(from, at + stride, a, b, c, d) * CUBIC[fy + 1]
              + across(from, at + 2 * stride, a, b, c, d) * CUBIC[fy + 2]
              + across(from, at + 3 * stride, a, b, c, d) * CUBIC[fy + 3];
    }
  }

  /** Four values of a row. */
  static float across(float[] row, int at, float a, float b, float c, float d) {
    return row[at] * a + row[at + 1] * b + row[at + 2] * c + row[at + 3] * d;
  }

  private void edge(Line line, int out) {
    int px = line.x + grid.columnX[out - line.start];
    int py = line.y + grid.columnY[out - line.start];
    int fx = 4 * (px >> WarpGrid.SHIFT & WarpGrid.FRACTION);
    int fy = 4 * (py >> WarpGrid.SHIFT & WarpGrid.FRACTION);
    for (int k = 0; k < target.channels(); k++) {
      target.plane(k)[out] = atEdge(source.plane(k), column(px), row(py), fx, fy);
    }
  }

  private float atEdge(float[] plane, int sx, int sy, int fx, int fy) {
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
}
