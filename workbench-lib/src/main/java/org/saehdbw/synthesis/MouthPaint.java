package org.saehdbw.synthesis;

/** Paints lips, and teeth and tongue where the mouth is open. */
final class MouthPaint {
  private static final Rgb INSIDE = new Rgb(0.14, 0.04, 0.04);
  private static final Rgb TONGUE = new Rgb(0.50, 0.20, 0.20);
  private static final Rgb TEETH = new Rgb(0.92, 0.90, 0.85);

  private final FaceFeatures face;
  private final Rgb lips;

  MouthPaint(FaceFeatures face) {
    this.face = face;
    this.lips = face.who.mouth().colour();
  }

  void on(Sample s) {
    double u = s.x / face.mouthHalfWidth;
    if (u < -1.2 || u > 1.2) {
      return;
    }
    double within = Math.max(-1, Math.min(1, u));
    double top = face.outerUpper(within);
    double bottom = face.outerLower(within);
    if (s.y < top - 3 || s.y > bottom + 3) {
      return;
    }
    double beside = Math.max(0, Math.abs(u) - 1) * face.mouthHalfWidth;
    double edge = beside > 0 ? 0 : 1;
    double lip =
        edge * SmoothStep.step(-0.7, 0.7, s.y - top) * SmoothStep.step(-0.7, 0.7, bottom - s.y);
    s.mix(lips, lip);
    s.gloss += 0.12f * (float) lip;
    double upper = face.innerUpper(within);
    double lower = face.innerLower(within);
    double open =
        edge * SmoothStep.step(-0.4, 0.6, s.y - upper) * SmoothStep.step(-0.4, 0.6, lower - s.y);
    if (open > 0 && lower - upper > 0.5) {
      inside(s, within, upper, lower, open);
    }
    double line = SmoothStep.bump(0.5 * beside, s.y - face.innerUpper(within), 1.4, 1.15);
    s.mix(INSIDE, 0.9 * line * (1 - 0.6 * SmoothStep.step(1, 5, lower - upper)));
  }

  private void inside(Sample s, double u, double upper, double lower, double open) {
    double height = Math.min(7, 0.42 * face.gap);
    double teeth =
        (1 - SmoothStep.step(height - 0.8, height + 0.8, s.y - upper))
            * (1 - SmoothStep.step(0.6, 0.82, u * u));
    double tongue = SmoothStep.bump(u, s.y - lower, 0.5, 0.4 * (lower - upper) + 0.1);
    s.mix(INSIDE, open);
    s.mix(TONGUE, 0.8 * open * tongue);
    s.mix(TEETH, open * teeth * SmoothStep.step(1, 4, lower - upper));
    s.relief = 1 - 0.7f * (float) open;
    s.gloss *= 1 - (float) open;
  }
}
