package org.saehdbw.synthesis;

/**
 * Where one face's features lie in the plane of the face, expression included: x to the picture's
 * right, y down, in millimetres, the bridge of the nose near (0, -42).
 */
final class FaceFeatures {
  private static final Curve BROW = new Curve(0, -57, 0.25, -61, 0.54, -62.3, 0.8, -59, 1, -50);
  private static final double IRIS_RADIUS = 6.6;

  final Identity who;
  final double eyeX;
  final double eyeY = -38;
  final double eyeHalfWidth;
  final double lidUp;
  final double lidDown;
  final double irisX;
  final double irisY;
  final double irisRadius = IRIS_RADIUS;
  final double noseTip;
  final double noseBase;
  final double mouthY;
  final double mouthHalfWidth;
  final double gap;
  final double chinY;
  private final double gapUp;
  private final double gapDown;
  private final double smile;
  private final double browRaise;

  FaceFeatures(Identity who, FaceParameters p) {
    this.who = who;
    eyeX = who.eyes().spacing();
    eyeHalfWidth = who.eyes().halfWidth();
    double height = who.eyes().height();
    lidUp = height * (0.04 + 0.62 * p.eyesOpen());
    lidDown = height * (0.10 + 0.20 * p.eyesOpen() - 0.06 * Math.max(0, p.smile()));
    irisX = 4.6 * p.gazeX();
    irisY = 2.6 * p.gazeY() - 0.14 * height;
    noseTip = -8.5 + who.nose().longer();
    noseBase = 5.5 + who.nose().longer();
    mouthY = 27.5 + 0.4 * who.nose().longer();
    smile = p.smile();
    mouthHalfWidth =
        who.mouth().halfWidth() * (1 + 0.13 * smile - 0.10 * p.mouthOpen() * (1 - smile));
    gap = 21 * p.mouthOpen();
    gapUp = 0.15 * gap;
    gapDown = 0.85 * gap;
    chinY = 78 + who.skull().chin() + 0.75 * gapDown;
    browRaise = p.browRaise();
  }

  /** The upper lid over {@code u}, from -1 (towards the nose) to 1 (towards the ear). */
  double upperLid(double u) {
    return eyeLine(u) - lidUp * lidForm(u);
  }

  double lowerLid(double u) {
    return eyeLine(u) + lidDown * lidForm(u);
  }

  private double eyeLine(double u) {
    return eyeY - who.eyes().tilt() * u;
  }

  private static double lidForm(double u) {
    double square = u * u;
    return Math.max(0, 1 - square * (0.45 + 0.55 * square));
  }

  /** The brow's middle at {@code x} right or left of the nose. */
  double brow(double x) {
    double u = browPlace(x);
    double inner = Math.max(0, 1 - 1.8 * u);
    double moved = browRaise > 0 ? -5.5 * browRaise * (1 - 0.4 * u) : -4.5 * browRaise * inner;
    return BROW.of(u) + moved - who.brows().height() + who.brows().droop() * u;
  }

  double browPlace(double x) {
    return (x - browX(0)) / (browX(1) - browX(0));
  }

  /** The x of a place on the brow, from 0 (towards the nose) to 1. */
  double browX(double u) {
    double inner = 11.8 + Math.min(0, browRaise);
    return inner + (eyeX + 27.5 * who.skull().width() - inner) * u;
  }

  /** The line between the lips over {@code u}, from -1 to 1. */
  double mouthLine(double u) {
    return mouthY - 5.5 * smile * u * u + 0.8 * (1 - u * u);
  }

  double innerUpper(double u) {
    return mouthLine(u) - gapUp * gapForm(u);
  }

  double innerLower(double u) {
    return mouthLine(u) + gapDown * gapForm(u);
  }

  private static double gapForm(double u) {
    double inner = u / 0.88;
    return Math.max(0, 1 - inner * inner);
  }

  double outerUpper(double u) {
    double square = u * u;
    double bow = SmoothStep.bump(u, 0, 0.13, 1);
    double form = Math.max(0, 1 - Math.abs(u) * (0.35 + 0.65 * Math.abs(u))) - 0.16 * bow;
    return innerUpper(u)
        - who.mouth().upper() * (1 - 0.2 * Math.max(0, smile)) * form * lip(square);
  }

  double outerLower(double u) {
    double square = u * u;
    return innerLower(u)
        + who.mouth().lower() * (1 - 0.15 * Math.max(0, smile)) * (1 - square) * lip(square);
  }

  private static double lip(double square) {
    return square < 1 ? 1 : 0;
  }
}
