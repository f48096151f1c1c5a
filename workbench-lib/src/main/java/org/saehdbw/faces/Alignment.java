package org.saehdbw.faces;

import org.saehdbw.pictures.Affine;

/**
 * Cuts faces out of pictures the way DeepFaceLab does: a similarity (turn, scale, shift) takes the
 * landmarks onto an average face in the unit square, and the face type says how much around that
 * square is shown.
 *
 * <p>The fit is that of Umeyama (1991), "Least-squares estimation of transformation parameters
 * between two point patterns", here in its closed form for the plane, in double precision.
 */
public final class Alignment {
  private static final double WHOLE_FACE_CENTRE_Y = 0.5 - 0.07;
  private static final double HEAD_CENTRE_Y = 0.5 - 0.5;

  /** Squared distances below this part of the squared coordinates are rounding errors. */
  private static final double ROUNDING = 1e-20;

  private Alignment() {}

  /**
   * Fits the similarity that takes a picture's pixels to the unit square of the average face.
   *
   * @throws IllegalArgumentException if the points used all lie at one place
   */
  public static Affine toUnitSpace(Landmarks landmarks) {
    int[] points = ReferenceFace.ALIGNED_POINTS;
    float[] template = ReferenceFace.ALIGNED_XY;
    int n = points.length;
    double meanX = 0;
    double meanY = 0;
    double meanU = 0;
    double meanV = 0;
    for (int i = 0; i < n; i++) {
      meanX += landmarks.x(points[i]) / n;
      meanY += landmarks.y(points[i]) / n;
      meanU += template[2 * i] / (double) n;
      meanV += template[2 * i + 1] / (double) n;
    }
    double along = 0;
    double across = 0;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      double x = landmarks.x(points[i]) - meanX;
      double y = landmarks.y(points[i]) - meanY;
      double u = template[2 * i] - meanU;
      double v = template[2 * i + 1] - meanV;
      along += x * u + y * v;
      across += x * v - y * u;
      spread += x * x + y * y;
    }
    if (!(spread > ROUNDING * (1 + meanX * meanX + meanY * meanY)) || (along == 0 && across == 0)) {
      throw new IllegalArgumentException(
          "landmarks 17 to 48 and 54 must spread over a face, they allow no alignment: all near ("
              + meanX
              + ", "
              + meanY
              + ")");
    }
    double cos = along / spread;
    double sin = across / spread;
    return new Affine(
        cos, -sin, meanU - cos * meanX + sin * meanY, sin, cos, meanV - sin * meanX - cos * meanY);
  }

  /** {@link #faceMatrix(Landmarks, FaceType, int, double)} at the usual crop. */
  public static Affine faceMatrix(Landmarks landmarks, FaceType type, int size) {
    return faceMatrix(landmarks, type, size, 1.0);
  }

  /**
   * Returns the map from a picture's pixels to those of an aligned face. The crop's corners go to 0
   * and {@code size} (not {@code size - 1}).
   *
   * <p>To change the face type of an aligned face, give its own landmarks and the new type.
   *
   * @param landmarks the points in the picture's pixels
   * @param type any type but {@link FaceType#MARK_ONLY}
   * @param size the aligned face's side in pixels, at least 1
   * @param scale 1 as usual; larger crops tighter
   * @throws IllegalArgumentException if the type has no crop, or size or scale is not positive
   */
  public static Affine faceMatrix(Landmarks landmarks, FaceType type, int size, double scale) {
    if (type == FaceType.MARK_ONLY) {
      throw new IllegalArgumentException(
          "face type mark_only has no crop; use h, mf, f, wf, head or a no_align type");
    }
    if (size < 1 || !(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "an aligned face needs a size of at least 1 and a scale above 0, got "
              + size
              + " and "
              + scale);
    }
    Affine unit = toUnitSpace(landmarks);
    double extent = (1 + 2 * Math.sqrt(2) * type.padding()) / scale;
    if (!type.aligned()) {
      return uprightMatrix(unit, extent, size);
    }
    double zoom = size / extent;
    double centreX = 0.5;
    double centreY = 0.5;
    if (type == FaceType.WHOLE) {
      centreY = WHOLE_FACE_CENTRE_Y;
    } else if (type == FaceType.HEAD) {
      double yaw = averagedYaw(landmarks.map(unit));
      centreX = 0.5 + yaw * Math.abs(Math.tanh(2 * yaw)) / 2;
      centreY = HEAD_CENTRE_Y;
    }
    Affine crop =
        new Affine(zoom, 0, size / 2.0 - centreX * zoom, 0, zoom, size / 2.0 - centreY * zoom);
    return crop.after(unit);
  }

  /** The axis-parallel square around the average face's middle. */
  private static Affine uprightMatrix(Affine unit, double extent, int size) {
    Affine back = unit.inverse();
    double side = extent / Math.hypot(unit.m00(), unit.m10());
    double zoom = size / side;
    double left = back.mapX(0.5, 0.5) - side / 2;
    double top = back.mapY(0.5, 0.5) - side / 2;
    return new Affine(zoom, 0, -left * zoom, 0, zoom, -top * zoom);
  }

  /**
   * How far the nose is off the middle of the jaw, positive when it points to the picture's left.
   * Meant for points in the unit square (see {@link #toUnitSpace}), where a frontal face gives 0.
   */
  public static double averagedYaw(Landmarks unitLandmarks) {
    double right = 0;
    double left = 0;
    for (int i = 0; i < 3; i++) {
      double nose = unitLandmarks.x(27 + i);
      right += (unitLandmarks.x(16 - i) - nose) / 3;
      left += (nose - unitLandmarks.x(i)) / 3;
    }
    return right - left;
  }

  /**
   * The rectangle that stands for a detector's when there was no detector: left, top, right, bottom
   * of the upright full face, in the picture's pixels.
   */
  public static double[] rectangle(Landmarks landmarks) {
    Affine back = faceMatrix(landmarks, FaceType.FULL_NO_ALIGN, 256).inverse();
    return new double[] {
      back.mapX(0, 0), back.mapY(0, 0), back.mapX(255, 255), back.mapY(255, 255)
    };
  }
}
