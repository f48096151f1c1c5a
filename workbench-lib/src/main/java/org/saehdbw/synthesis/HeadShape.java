package org.saehdbw.synthesis;

/**
 * The surface of a head: cross-sections stacked along y, with the face's relief on the front.
 * Millimetres, x to the picture's right, y down, z to the viewer; in front the surface is {@code
 * z(x, y)}, around the head it is {@code (turn, y)}.
 *
 * <p>Proportions are those of the average solid face by which {@link org.saehdbw.faces.HeadPose}
 * measures poses, so that its answer agrees with the drawn pose.
 */
final class HeadShape {
  /** The crown. */
  static final double TOP = -124;

  private static final double CAP_FROM = -45;
  private static final double SQUARENESS = 0.84;
  private static final Curve WIDTH =
      new Curve(
          -60, 77, -30, 75, -10, 74, 10, 71.5, 26, 68, 43, 61.5, 57, 54, 68, 46, 78, 37, 90, 28);
  private static final Curve CENTRE = new Curve(-60, -50, 0, -50, 30, -47, 60, -42, 80, -38);
  private static final Curve FRONT =
      new Curve(-75, 7, -58, 5.5, -42, 1, -20, 3, 0, 6, 12, 9, 28, 11, 45, 8, 58, 5, 70, 5, 80, 4);
  private static final Curve BACK = new Curve(-50, 96, -20, 94, 10, 80, 40, 52, 70, 28, 84, 22);

  final FaceFeatures face;
  private final Relief relief;
  private final double chinShift;

  HeadShape(FaceFeatures face) {
    this.face = face;
    this.relief = new Relief(face);
    this.chinShift = face.chinY - 78;
  }

  double bottom() {
    return face.chinY + 6;
  }

  /** The y on the average head at rest for a y on this head. */
  private double rest(double y) {
    double below = y - face.mouthY + 6;
    return below <= 0 ? y : y - chinShift * Math.min(1, below / (face.chinY - face.mouthY + 6));
  }

  double halfWidth(double y) {
    double r = rest(y);
    double jaw = SmoothStep.mix(1, face.who.skull().jaw(), SmoothStep.step(-25, 50, r));
    double beard = 2.5 * face.who.beard().cheeks() * SmoothStep.step(0, 50, r);
    return (WIDTH.of(r) * face.who.skull().width() * jaw + beard) * closing(r);
  }

  double centre(double y) {
    return CENTRE.of(rest(y));
  }

  double front(double y) {
    double r = rest(y);
    return (FRONT.of(r) - CENTRE.of(r)) * closing(r);
  }

  double back(double y) {
    double r = rest(y);
    return BACK.of(r) * closing(r);
  }

  /** 1 along the face; falls to 0 at the crown and under the chin. */
  private static double closing(double r) {
    if (r < CAP_FROM) {
      double t = Math.min(1, (CAP_FROM - r) / (CAP_FROM - TOP));
      return StrictMath.pow(1 - t * t * StrictMath.sqrt(t), 0.42);
    }
    double t = Math.max(0, Math.min(1, (r - 60) / 24));
    return Math.sqrt(1 - t * t * t);
  }

  /** The width's part at a turn around the head: 0 in front, 1 at the ear. */
  static double across(double turn) {
    double sine = StrictMath.sin(turn);
    return Math.copySign(StrictMath.pow(Math.abs(sine), SQUARENESS), sine);
  }

  /** The depth's part at a turn around the head: 1 in front, 0 at the ear, -1 behind. */
  static double along(double turn) {
    double cosine = StrictMath.cos(turn);
    return Math.copySign(StrictMath.pow(Math.abs(cosine), SQUARENESS), cosine);
  }

  /** How much the front's relief shows where the surface turns away. */
  static double reliefShare(double along) {
    return SmoothStep.step(0.05, 0.45, along);
  }

  double relief(double x, double y) {
    return relief.at(x, y);
  }

  /** The surface over a point of the face. */
  double z(double x, double y) {
    double sine = Math.min(1, Math.abs(x) / halfWidth(y));
    sine = StrictMath.pow(sine, 1 / SQUARENESS);
    double along = StrictMath.pow(1 - sine * sine, SQUARENESS / 2);
    return centre(y) + front(y) * along + relief(x, y) * reliefShare(along);
  }
}
