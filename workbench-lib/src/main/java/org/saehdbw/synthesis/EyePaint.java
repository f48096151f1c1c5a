package org.saehdbw.synthesis;

/** Paints the eyes between their lids, the lashes and the fold above. */
final class EyePaint {
  private static final Rgb WHITE = new Rgb(0.93, 0.92, 0.90);
  private static final Rgb DARK = new Rgb(0.06, 0.05, 0.05);
  private static final Rgb GLINT = Rgb.gray(1);
  private static final double PUPIL = 2.9;

  private final FaceFeatures face;
  private final Rgb iris;

  EyePaint(FaceFeatures face) {
    this.face = face;
    this.iris = face.who.eyes().iris();
  }

  void on(Sample s) {
    double ax = Math.abs(s.x);
    double u = (ax - face.eyeX) / face.eyeHalfWidth;
    if (u < -1.4 || u > 1.4 || Math.abs(s.y - face.eyeY) > 18) {
      return;
    }
    double within = Math.max(-1, Math.min(1, u));
    double top = face.upperLid(within);
    double bottom = face.lowerLid(within);
    double beside = Math.max(0, Math.abs(u) - 1) * face.eyeHalfWidth;
    double fold = SmoothStep.bump(0.3 * (ax - face.eyeX), s.y - top + 3.6, 4, 1.1);
    s.scale(1 - 0.3 * fold);
    double inside =
        SmoothStep.step(-0.5, 0.5, s.y - top)
            * SmoothStep.step(-0.5, 0.5, bottom - s.y)
            * (beside > 0 ? 0 : 1);
    if (inside > 0) {
      ball(s, inside, s.y - top);
    }
    s.mix(DARK, 0.92 * SmoothStep.bump(0.6 * beside, s.y - top + 0.4, 1, 1.15));
    s.mix(DARK, 0.45 * SmoothStep.bump(beside, s.y - bottom, 1, 0.7));
  }

  private void ball(Sample s, double inside, double belowLid) {
    float skinRed = s.red;
    float skinGreen = s.green;
    float skinBlue = s.blue;
    double centre = s.x < 0 ? -face.eyeX : face.eyeX;
    double dx = s.x - centre - face.irisX;
    double dy = s.y - face.eyeY - face.irisY;
    double r = Math.sqrt(dx * dx + dy * dy);
    s.colour(WHITE, 1);
    double radius = face.irisRadius;
    if (r < radius + 0.5) {
      double ring = SmoothStep.step(radius * 0.72, radius, r);
      double share = 1 - SmoothStep.step(radius - 0.5, radius + 0.5, r);
      s.mix(iris, share * (1 - 0.6 * ring));
      s.mix(DARK, share * 0.75 * ring);
      s.mix(DARK, 1 - SmoothStep.step(PUPIL - 0.4, PUPIL + 0.4, r));
    }
    s.scale(0.62 + 0.38 * SmoothStep.step(0, 4, belowLid));
    double gx = dx + 1.9;
    double gy = dy + 1.6;
    s.mix(GLINT, 0.9 * (1 - SmoothStep.step(0.9, 1.6, Math.sqrt(gx * gx + gy * gy))));
    float share = (float) inside;
    s.red = skinRed + (s.red - skinRed) * share;
    s.green = skinGreen + (s.green - skinGreen) * share;
    s.blue = skinBlue + (s.blue - skinBlue) * share;
    s.relief = 1 - 0.6f * share;
    s.gloss = 0;
  }
}
