package org.saehdbw.faces;

/**
 * How far 68 points are from the shape of a face, whatever its place, size and turn in the picture.
 *
 * @param flatDistance root of the mean squared distance of the 33 aligned points from the average
 *     face, after the similarity fit of {@link Alignment}, as a part of the average face's side;
 *     grows with yaw, since the average face looks straight ahead
 * @param solidDistance the same for jaw, brows and lower nose against the best affine picture of a
 *     solid average face, as a part of these points' spread around their mean; a turned head and a
 *     mirrored one fit as well as a frontal one
 * @param handedness sine of the angle at the middle of the eye 36-41 from the other eye to the
 *     mouth, above 0 for a face and below 0 for one whose left and right points have changed places
 */
public record LandmarkFit(double flatDistance, double solidDistance, double handedness) {
  /** A head turned fully to the side comes near 0, a mirrored one lies far below. */
  public static final double LEAST_HANDEDNESS = 0;

  /** A head turned by 75 degrees and up by 45 has a {@link #flatDistance} of 0.26. */
  public static final double MOST_FLAT_DISTANCE = 0.3;

  /** Drawn and real faces in any pose have a {@link #solidDistance} of 0.03 to 0.1. */
  public static final double MOST_SOLID_DISTANCE = 0.15;

  private static final double[][] SOLID = solid();

  /**
   * Measures points.
   *
   * @throws IllegalArgumentException if they allow no alignment
   */
  public static LandmarkFit of(Landmarks landmarks) {
    return new LandmarkFit(flat(landmarks), fitSolid(landmarks), handedness(landmarks));
  }

  /** Whether the points can be those of a face. */
  public boolean plausible() {
    return handedness > LEAST_HANDEDNESS
        && solidDistance <= MOST_SOLID_DISTANCE
        && flatDistance <= MOST_FLAT_DISTANCE;
  }

  private static double flat(Landmarks landmarks) {
    Landmarks unit = landmarks.map(Alignment.toUnitSpace(landmarks));
    int[] points = ReferenceFace.ALIGNED_POINTS;
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      double dx = unit.x(points[i]) - ReferenceFace.ALIGNED_XY[2 * i];
      double dy = unit.y(points[i]) - ReferenceFace.ALIGNED_XY[2 * i + 1];
      sum += dx * dx + dy * dy;
    }
    return Math.sqrt(sum / points.length);
  }

  /** Least squares of each picture coordinate on the solid face's three. */
  private static double fitSolid(Landmarks landmarks) {
    int[] points = ReferenceFace.POSE_POINTS;
    double spread = 0;
    double left = 0;
    for (int axis = 0; axis < 2; axis++) {
      double[] value = new double[points.length];
      double mean = 0;
      for (int i = 0; i < points.length; i++) {
        value[i] = axis == 0 ? landmarks.x(points[i]) : landmarks.y(points[i]);
        mean += value[i] / points.length;
      }
      for (int i = 0; i < points.length; i++) {
        value[i] -= mean;
        spread += value[i] * value[i];
      }
      left += remainder(value);
    }
    return spread > 0 ? Math.sqrt(left / spread) : 1;
  }

  /** The squares that are left of {@code value} beside an orthonormal base. */
  private static double remainder(double[] value) {
    double left = 0;
    for (double[] direction : SOLID) {
      double share = dot(direction, value);
      for (int i = 0; i < value.length; i++) {
        value[i] -= share * direction[i];
      }
    }
    for (double v : value) {
      left += v * v;
    }
    return left;
  }

  /** The solid face's three coordinates without their means, made orthonormal. */
  private static double[][] solid() {
    int count = ReferenceFace.POSE_POINTS.length;
    double[][] base = new double[3][count];
    for (int axis = 0; axis < 3; axis++) {
      double mean = 0;
      for (int i = 0; i < count; i++) {
        mean += ReferenceFace.POSE_XYZ[3 * i + axis] / (double) count;
      }
      for (int i = 0; i < count; i++) {
        base[axis][i] = ReferenceFace.POSE_XYZ[3 * i + axis] - mean;
      }
      for (int before = 0; before < axis; before++) {
        double share = dot(base[before], base[axis]);
        for (int i = 0; i < count; i++) {
          base[axis][i] -= share * base[before][i];
        }
      }
      double length = Math.sqrt(dot(base[axis], base[axis]));
      for (int i = 0; i < count; i++) {
        base[axis][i] /= length;
      }
    }
    return base;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double handedness(Landmarks landmarks) {
    double[] first = middle(landmarks, 36, 42);
    double[] second = middle(landmarks, 42, 48);
    double[] mouth = middle(landmarks, 48, 60);
    double ax = second[0] - first[0];
    double ay = second[1] - first[1];
    double bx = mouth[0] - first[0];
    double by = mouth[1] - first[1];
    double lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
    return lengths > 0 ? (ax * by - ay * bx) / lengths : 0;
  }

  private static double[] middle(Landmarks landmarks, int from, int to) {
    double x = 0;
    double y = 0;
    for (int i = from; i < to; i++) {
      x += landmarks.x(i) / (to - from);
      y += landmarks.y(i) / (to - from);
    }
    return new double[] {x, y};
  }
}
