package org.saehdbw.synthesis;

/**
 * The 68 points on the surface of one head, before any camera. Brows, eyes, nose and mouth are
 * where the painter has them; the jaw follows the edge of the face from ear to ear over the chin.
 */
final class LandmarkPlaces {
  private static final double[] JAW_TURN = {85, 85, 84.5, 84, 80, 71, 53, 28, 0};
  private static final double[] JAW_Y = {-30, -11, 8, 26, 43, 57, 68, 75.5, 78};
  private static final double[] BROW_AT = {0, 0.25, 0.54, 0.8, 1};
  private static final double LID_AT = 0.38;

  private final HeadShape shape;
  private final FaceFeatures face;
  private final double[] xyz = new double[3 * 68];

  private LandmarkPlaces(HeadShape shape) {
    this.shape = shape;
    this.face = shape.face;
  }

  /** Returns x0, y0, z0, x1, ... in the head's millimetres. */
  static double[] of(HeadShape shape) {
    LandmarkPlaces places = new LandmarkPlaces(shape);
    places.jaw();
    places.brows();
    places.nose();
    places.eyes();
    places.mouth();
    return places.xyz;
  }

  private void jaw() {
    double stretch = face.chinY - 78;
    for (int i = 0; i <= 8; i++) {
      double turn = Math.toRadians(JAW_TURN[i]);
      double y = JAW_Y[i] + stretch * Math.max(0, Math.min(1, (JAW_Y[i] - 21.5) / 56.5));
      double along = HeadShape.along(turn);
      double x = shape.halfWidth(y) * HeadShape.across(turn);
      double z =
          shape.centre(y)
              + shape.front(y) * along
              + shape.relief(x, y) * HeadShape.reliefShare(along);
      put(i, -x, y, z);
      put(16 - i, x, y, z);
    }
  }

  private void brows() {
    for (int i = 0; i < 5; i++) {
      double x = face.browX(BROW_AT[i]);
      both(21 - i, 22 + i, x, face.brow(x));
    }
  }

  private void nose() {
    double top = -42;
    for (int i = 0; i < 4; i++) {
      on(27 + i, 0, top + (face.noseTip - top) * i / 3);
    }
    double wing = face.who.nose().halfWidth();
    both(31, 35, wing, face.noseBase - 3);
    both(32, 34, wing / 2, face.noseBase - 0.8);
    on(33, 0, face.noseBase + 1);
  }

  private void eyes() {
    double half = face.eyeHalfWidth;
    double outer = face.eyeX + half;
    double inner = face.eyeX - half;
    both(36, 45, outer, face.upperLid(1));
    both(37, 44, face.eyeX + LID_AT * half, face.upperLid(LID_AT));
    both(38, 43, face.eyeX - LID_AT * half, face.upperLid(-LID_AT));
    both(39, 42, inner, face.upperLid(-1));
    both(40, 47, face.eyeX - LID_AT * half, face.lowerLid(-LID_AT));
    both(41, 46, face.eyeX + LID_AT * half, face.lowerLid(LID_AT));
  }

  private void mouth() {
    double half = face.mouthHalfWidth;
    both(48, 54, half, face.mouthLine(1));
    both(49, 53, 0.62 * half, face.outerUpper(0.62));
    both(50, 52, 0.24 * half, face.outerUpper(0.24));
    on(51, 0, face.outerUpper(0));
    both(59, 55, 0.62 * half, face.outerLower(0.62));
    both(58, 56, 0.3 * half, face.outerLower(0.3));
    on(57, 0, face.outerLower(0));
    both(60, 64, 0.85 * half, face.mouthLine(0.85));
    both(61, 63, 0.3 * half, face.innerUpper(0.3));
    on(62, 0, face.innerUpper(0));
    both(67, 65, 0.3 * half, face.innerLower(0.3));
    on(66, 0, face.innerLower(0));
  }

  /** A point on the picture's left and its twin on the right. */
  private void both(int left, int right, double x, double y) {
    on(left, -x, y);
    on(right, x, y);
  }

  private void on(int point, double x, double y) {
    put(point, x, y, shape.z(x, y));
  }

  private void put(int point, double x, double y, double z) {
    xyz[3 * point] = x;
    xyz[3 * point + 1] = y;
    xyz[3 * point + 2] = z;
  }
}
