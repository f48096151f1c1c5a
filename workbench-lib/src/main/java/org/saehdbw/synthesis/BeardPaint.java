package org.saehdbw.synthesis;

/** Paints moustache and beard onto the skin, strand by strand. */
final class BeardPaint {
  private static final Curve CHEEK_LINE =
      new Curve(0, 36, 26, 33, 34, 22, 46, 14, 60, 0, 70, -14, 76, -30);

  private final FaceFeatures face;
  private final Identity.Beard beard;
  private final SurfaceNoise strands;

  BeardPaint(FaceFeatures face, SurfaceNoise strands) {
    this.face = face;
    this.beard = face.who.beard();
    this.strands = strands;
  }

  void on(Sample s) {
    double ax = Math.abs(s.x);
    if (s.y < -40 || (beard.moustache() == 0 && beard.chin() == 0 && beard.cheeks() == 0)) {
      return;
    }
    float strand = strands.at(12 * s.turn * 2.2f, 0.35f * s.y);
    double ragged = 1.6 * strand;
    double u = Math.max(-1, Math.min(1, s.x / face.mouthHalfWidth));
    double share = beard.moustache() * moustache(ax, s.y + ragged, u);
    share = Math.max(share, beard.chin() * chin(ax, s.y + ragged, u));
    share = Math.max(share, beard.cheeks() * cheeks(ax, s.y + ragged));
    if (share > 0) {
      double keep = share * (0.86 + 0.14 * strand);
      s.mix(beard.colour(), keep);
      s.scale(1 + 0.22 * share * strand);
      s.gloss *= (float) (1 - share);
    }
  }

  private double moustache(double ax, double y, double u) {
    double from = face.noseBase + 2.5 + 0.10 * ax;
    double to = face.outerUpper(u) + 1.2 + 0.25 * Math.max(0, ax - face.mouthHalfWidth);
    double wide = face.mouthHalfWidth + 6;
    return SmoothStep.step(-1.5, 1.5, y - from)
        * (1 - SmoothStep.step(-0.8, 0.8, y - to - 3 * SmoothStep.step(wide - 12, wide, ax)))
        * (1 - SmoothStep.step(wide - 3, wide + 1, ax));
  }

  private double chin(double ax, double y, double u) {
    double below = face.outerLower(u) + 2.5;
    double wide = face.mouthHalfWidth + 5;
    double column = SmoothStep.step(face.mouthHalfWidth + 0.5, face.mouthHalfWidth + 2.5, ax);
    double from = SmoothStep.mix(below, face.mouthY - 8, column);
    return SmoothStep.step(-1.2, 1.2, y - from) * (1 - SmoothStep.step(wide - 1, wide + 3, ax));
  }

  private double cheeks(double ax, double y) {
    double beside = SmoothStep.step(face.mouthHalfWidth, face.mouthHalfWidth + 5, ax);
    return beside * SmoothStep.step(-3, 3, y - CHEEK_LINE.of(ax));
  }
}
