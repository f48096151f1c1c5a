package org.saehdbw.evaluation;

import org.saehdbw.synthesis.FaceParameters;

/**
 * One way in which a swapped face can be off: a turn of the head, or a part of the expression.
 * Steps are half of an expression's range, and about half of what drawn heads turn.
 */
enum SwapAxis {
  YAW(25, 75),
  PITCH(15, 45),
  EYES_OPEN(0.5, 1),
  BROW_RAISE(1, 1),
  MOUTH_OPEN(0.5, 1),
  SMILE(1, 1);

  private final double step;
  private final double high;

  SwapAxis(double step, double high) {
    this.step = step;
    this.high = high;
  }

  /** How far faces are moved for comparison: degrees, or units of the expression. */
  double step() {
    return step;
  }

  /** Whether this is a turn, in degrees. */
  boolean isPose() {
    return this == YAW || this == PITCH;
  }

  /** From one end of the expression to the other. */
  double range() {
    return 2 * step;
  }

  private double low() {
    return this == EYES_OPEN || this == MOUTH_OPEN ? 0 : -high;
  }

  /** How far a face can be moved towards {@code offset} before its range ends. */
  double within(FaceParameters face, double offset) {
    double value = value(face);
    return Math.max(low(), Math.min(high, value + offset)) - value;
  }

  private double value(FaceParameters face) {
    return switch (this) {
      case YAW -> Math.toDegrees(face.yaw());
      case PITCH -> Math.toDegrees(face.pitch());
      case EYES_OPEN -> face.eyesOpen();
      case BROW_RAISE -> face.browRaise();
      case MOUTH_OPEN -> face.mouthOpen();
      case SMILE -> face.smile();
    };
  }

  /** Returns the face moved along this axis, at most to the end of its range. */
  FaceParameters move(FaceParameters face, double offset) {
    double by = within(face, offset);
    double turn = Math.toRadians(by);
    double eyes = face.eyesOpen() + (this == EYES_OPEN ? by : 0);
    double brows = face.browRaise() + (this == BROW_RAISE ? by : 0);
    double mouth = face.mouthOpen() + (this == MOUTH_OPEN ? by : 0);
    double smile = face.smile() + (this == SMILE ? by : 0);
    return face.withPose(
            face.yaw() + (this == YAW ? turn : 0),
            face.pitch() + (this == PITCH ? turn : 0),
            face.roll())
        .withExpression(eyes, brows, mouth, smile);
  }
}
