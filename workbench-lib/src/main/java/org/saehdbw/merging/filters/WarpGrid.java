package org.saehdbw.merging.filters;

import org.saehdbw.pictures.Affine;

/**
 * Where each pixel of a target lies in a source, in steps of 1/32 pixel as OpenCV 4 rounds: {@code
 * X = floor((rint(1024 n00 x) + rint(1024 (n01 y + n02)) + 16) / 32)}, and Y alike.
 */
final class WarpGrid {
  private static final int SCALE = 1024;
  private static final int HALF = 16;
  static final int SHIFT = 5;
  static final int FRACTION = (1 << SHIFT) - 1;

  /** Positions farther away are outside of every picture. */
  private static final double FAR = 1e9;

  private final Affine toSource;
  private final int left;
  private final int top;
  final int[] columnX;
  final int[] columnY;

  /**
   * Prepares a target.
   *
   * @param toSource from the target's pixels to the source's
   * @param target its place and width count
   */
  WarpGrid(Affine toSource, Planes target) {
    this.toSource = toSource;
    left = target.left();
    top = target.top();
    columnX = new int[target.width()];
    columnY = new int[target.width()];
    for (int x = 0; x < columnX.length; x++) {
      columnX[x] = rounded(toSource.m00() * (left + x) * SCALE);
      columnY[x] = rounded(toSource.m10() * (left + x) * SCALE);
    }
  }

  /** What a row adds to {@link #columnX}; the sum is in 1/32 pixel after a shift by 5. */
  int rowX(int y) {
    return rounded((toSource.m01() * (top + y) + toSource.m02()) * SCALE) + HALF;
  }

  /** What a row adds to {@link #columnY}. */
  int rowY(int y) {
    return rounded((toSource.m11() * (top + y) + toSource.m12()) * SCALE) + HALF;
  }

  private static int rounded(double value) {
    return (int) Math.rint(Math.max(-FAR, Math.min(FAR, value)));
  }
}
