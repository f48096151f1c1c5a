package org.saehdbw.evaluation;

/** Pictures made softer by a window of 1, 2, 1 along rows and columns, several times over. */
final class BinomialBlur {
  private BinomialBlur() {}

  /**
   * Returns a softer picture; the edge pixels are repeated beyond the edges.
   *
   * @param picture square, row by row
   * @param times the window is applied; the spread is that of a Gaussian of {@code sqrt(times / 2)}
   *     pixels
   */
  static double[] of(double[] picture, int side, int times) {
    double[] softer = picture;
    for (int i = 0; i < times; i++) {
      softer = pass(pass(softer, side, 1), side, side);
    }
    return softer;
  }

  private static double[] pass(double[] from, int side, int stride) {
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      int place = stride == 1 ? i % side : i / side;
      double before = from[place > 0 ? i - stride : i];
      double after = from[place < side - 1 ? i + stride : i];
      to[i] = (before + 2 * from[i] + after) / 4;
    }
    return to;
  }
}
