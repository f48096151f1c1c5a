package org.saehdbw.faces;

/** Changes of landmarks that are no maps of the plane. */
public final class LandmarkOps {
  /** Points that change places when a face is mirrored, as pairs; the others stay. */
  private static final int[] MIRROR_PAIRS = {
    0, 16, 1, 15, 2, 14, 3, 13, 4, 12, 5, 11, 6, 10, 7, 9, 17, 26, 18, 25, 19, 24, 20, 23, 21, 22,
    36, 45, 37, 44, 38, 43, 39, 42, 40, 47, 41, 46, 31, 35, 32, 34, 50, 52, 49, 53, 48, 54, 59, 55,
    58, 56, 67, 65, 60, 64, 61, 63
  };

  /** For points 17 to 67: the one or two of the 98 points whose mean each is, as pairs. */
  private static final int[] FROM_98 = {
    33, 33, 34, 41, 35, 40, 36, 39, 37, 38, 42, 50, 43, 49, 44, 48, 45, 47, 46, 46, 51, 51, 52, 52,
    53, 53, 54, 54, 55, 55, 56, 56, 57, 57, 58, 58, 59, 59, 60, 60, 61, 61, 63, 63, 64, 64, 65, 65,
    67, 67, 68, 68, 69, 69, 71, 71, 72, 72, 73, 73, 75, 75, 76, 76, 77, 77, 78, 78, 79, 79, 80, 80,
    81, 81, 82, 82, 83, 83, 84, 84, 85, 85, 86, 86, 87, 87, 88, 88, 89, 89, 90, 90, 91, 91, 92, 92,
    93, 93, 94, 94, 95, 95
  };

  private static final int DENSE_COUNT = 98;

  private LandmarkOps() {}

  /**
   * Returns the landmarks of the mirrored picture: left and right points change places, and x
   * becomes {@code width - x - 1}.
   *
   * @param width the picture's columns
   */
  public static Landmarks mirror(Landmarks landmarks, double width) {
    double[] old = landmarks.toArray();
    double[] xy = landmarks.toArray();
    for (int i = 0; i < MIRROR_PAIRS.length; i += 2) {
      int a = MIRROR_PAIRS[i];
      int b = MIRROR_PAIRS[i + 1];
      System.arraycopy(old, 2 * a, xy, 2 * b, 2);
      System.arraycopy(old, 2 * b, xy, 2 * a, 2);
    }
    for (int i = 0; i < xy.length; i += 2) {
      xy[i] = width - xy[i] - 1;
    }
    return Landmarks.of(xy);
  }

  /**
   * Reduces the 98 points of the WFLW numbering to the 68. Jaw points are smoothed over their
   * neighbours, brow points are the middle of the brow's upper and lower outline.
   *
   * @param xy the points as x0, y0, x1, y1, ...
   * @throws IllegalArgumentException if there are not 196 finite numbers
   */
  public static Landmarks from98(double[] xy) {
    if (xy.length != 2 * DENSE_COUNT) {
      throw new IllegalArgumentException(
          "dense landmarks must be 98 points (196 numbers), got " + xy.length + " numbers");
    }
    double[] result = new double[2 * Landmarks.COUNT];
    for (int point = 0; point <= 16; point++) {
      int at = 4 * point;
      for (int axis = 0; axis < 2; axis++) {
        boolean end = point == 0 || point == 8 || point == 16;
        double here = xy[at + axis];
        result[2 * point + axis] =
            end ? here : (here + (xy[at - 2 + axis] + xy[at + 2 + axis]) / 2) / 2;
      }
    }
    for (int i = 0; i < FROM_98.length; i++) {
      int at = 2 * (17 + i / 2);
      result[at] += xy[2 * FROM_98[i]] / 2;
      result[at + 1] += xy[2 * FROM_98[i] + 1] / 2;
    }
    return Landmarks.of(result);
  }
}
