package org.saehdbw.merging.filters;

import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Affine;

/**
 * Affine resampling over 8 x 8 pixels with Lanczos' kernel of radius 4, its weights made to sum to
 * 1: how the gray fork pastes a face. Positions are rounded as in {@link Warp}; outside is black.
 */
public final class Lanczos {
  private static final int TAPS = 8;
  private static final int BEFORE = 3;
  private static final float[] TABLE = table();

  private final Planes source;
  private final Planes target;
  private final float[] where;
  private final WarpGrid grid;

  private static float[] table() {
    float[] table = new float[TAPS * CubicWeights.STEPS];
    for (int i = 0; i < CubicWeights.STEPS; i++) {
      double[] exact = new double[TAPS];
      double sum = 0;
      for (int k = 0; k < TAPS; k++) {
        double t = Math.PI * ((double) i / CubicWeights.STEPS - (k - BEFORE));
        exact[k] = t == 0 ? 1 : Math.sin(t) * Math.sin(t / 4) * 4 / (t * t);
        sum += exact[k];
      }
      for (int k = 0; k < TAPS; k++) {
        table[TAPS * i + k] = (float) (exact[k] / sum);
      }
    }
    return table;
  }

  /** Prepares the filling of a target, as {@link Warp} does; results are limited to [0, 1]. */
  public Lanczos(Planes source, Affine toSource, Planes target, float[] where) {
    this.source = source;
    this.target = target;
    this.where = where;
    grid = new WarpGrid(toSource, target);
  }

  /** Fills a target; results are limited to [0, 1]. */
  public static void warp(Planes source, Affine toSource, Planes target, float[] where, Team team) {
    Lanczos warp = new Lanczos(source, toSource, target, where);
    team.bands(target.height(), TAPS, warp::rows);
  }

  /** Fills some rows of the target; different rows may be filled at the same time. */
  public void rows(int from, int to) {
    for (int y = from; y < to; y++) {
      row(y);
      for (float[] plane : target.data()) {
        Planes.clip(plane, y * target.width(), (y + 1) * target.width());
      }
    }
  }

  private void row(int y) {
    int rowX = grid.rowX(y);
    int rowY = grid.rowY(y);
    int out = y * target.width();
    for (int x = 0; x < target.width(); x++, out++) {
      int px = rowX + grid.columnX[x] >> WarpGrid.SHIFT;
      int py = rowY + grid.columnY[x] >> WarpGrid.SHIFT;
      int sx = (px >> WarpGrid.SHIFT) - BEFORE - source.left();
      int sy = (py >> WarpGrid.SHIFT) - BEFORE - source.top();
      int fx = TAPS * (px & WarpGrid.FRACTION);
      int fy = TAPS * (py & WarpGrid.FRACTION);
      for (int c = 0; c < target.channels(); c++) {
        target.plane(c)[out] = where[out] > 0 ? at(source.plane(c), source, sx, sy, fx, fy) : 0;
      }
    }
  }

  private static float at(float[] plane, Planes source, int sx, int sy, int fx, int fy) {
    int width = source.width();
    float sum = 0;
    for (int j = Math.max(0, -sy); j < Math.min(TAPS, source.height() - sy); j++) {
      float row = 0;
      for (int i = Math.max(0, -sx); i < Math.min(TAPS, width - sx); i++) {
        row += plane[(sy + j) * width + sx + i] * TABLE[fx + i];
      }
      sum += row * TABLE[fy + j];
    }
    return sum;
  }
}
