package org.saehdbw.synthesis;

/** Paints the skin of the head with everything on it. */
final class SkinPaint implements Paint {
  private static final Rgb DARK = new Rgb(0.10, 0.05, 0.04);
  private static final Rgb BLUSH = new Rgb(0.75, 0.32, 0.28);
  private static final Rgb FRECKLE = new Rgb(0.52, 0.32, 0.22);

  private final FaceFeatures face;
  private final Identity who;
  private final SurfaceNoise own;
  private final SurfaceNoise fine;
  private final EyePaint eyes;
  private final MouthPaint mouth;
  private final BeardPaint beard;

  /**
   * Sets up for one face.
   *
   * @param own the person's marks, the same in every picture
   * @param fine what differs from picture to picture
   */
  SkinPaint(FaceFeatures face, SurfaceNoise own, SurfaceNoise fine) {
    this.face = face;
    this.who = face.who;
    this.own = own;
    this.fine = fine;
    this.eyes = new EyePaint(face);
    this.mouth = new MouthPaint(face);
    this.beard = new BeardPaint(face, own);
  }

  @Override
  public boolean on(Sample s) {
    float coarse = own.at(5 * s.turn + 9, 0.07f * s.y);
    float grain = fine.at(55 * s.turn, 0.8f * s.y);
    s.colour(who.skin(), 1 + 0.045f * coarse + 0.03f * grain);
    s.gloss = 0.10f;
    if (s.turn > -1.75f && s.turn < 1.75f) {
      marks(s);
      beard.on(s);
      brow(s);
      eyes.on(s);
      mouth.on(s);
    }
    return true;
  }

  private void marks(Sample s) {
    double ax = Math.abs(s.x);
    double y = s.y;
    s.mix(BLUSH, 0.16 * SmoothStep.bump(ax - 40, y - 2, 14, 12));
    s.mix(BLUSH, 0.12 * SmoothStep.bump(ax, y - face.noseTip, 10, 8));
    double wide = who.nose().halfWidth() / 15;
    double nostril = SmoothStep.bump(ax - 6.8 * wide, y - face.noseBase + 0.2, 3.1 * wide, 1.9);
    double wing = SmoothStep.bump(ax - who.nose().halfWidth() - 1, y - face.noseBase + 4, 1.6, 5);
    s.mix(DARK, Math.min(1, 1.05 * nostril));
    s.mix(DARK, 0.30 * wing);
    double along = (y - 4) / 30;
    double smile = 0.10 + 0.5 * who.wrinkles();
    if (along > 0 && along < 1) {
      double fold = ax - SmoothStep.mix(19, face.mouthHalfWidth + 9, along);
      s.mix(DARK, smile * 0.45 * SmoothStep.bump(fold, along - 0.45, 1.5, 0.3));
    }
    if (who.wrinkles() > 0 && y < -64 && y > -100) {
      double line = (y + 72 + 1.5 * own.at(0.05 * s.x, 3)) / 7.5;
      double off = line - Math.rint(line);
      s.mix(DARK, 0.30 * who.wrinkles() * SmoothStep.bump(off, ax, 0.10, 22));
    }
    if (who.freckles() > 0) {
      double spots = SmoothStep.step(0.40, 0.62, own.at(0.62 * s.x + 30, 0.62 * y));
      // Not on the nose's flanks, where the pattern would be drawn out.
      double cheek = SmoothStep.bump(ax - 32, y - 1, 18, 10) * SmoothStep.step(13, 20, ax);
      double where = Math.max(cheek, SmoothStep.bump(ax, y + 14, 3.5, 8));
      s.mix(FRECKLE, 0.75 * who.freckles() * spots * Math.min(1, 1.6 * where));
    }
    if (who.mole()) {
      s.mix(DARK, 0.9 * SmoothStep.bump(s.x - 31, y - 15, 1.7, 1.7));
    }
  }

  private void brow(Sample s) {
    double ax = Math.abs(s.x);
    double u = face.browPlace(ax);
    if (u < -0.1 || u > 1.1 || s.y > -38) {
      return;
    }
    double form =
        SmoothStep.mix(0.75, 1, SmoothStep.step(-0.05, 0.3, u))
            * (1 - 0.7 * SmoothStep.step(0.45, 1.1, u));
    double half = who.brows().thickness() * form * 0.62;
    float strand = own.at(0.9 * s.x, 0.25 * s.y);
    double off = Math.abs(s.y - face.brow(ax)) + 0.7 * strand;
    double ends = SmoothStep.step(-0.06, 0.03, u) * (1 - SmoothStep.step(0.98, 1.06, u));
    double share = ends * (1 - SmoothStep.step(half - 0.8, half + 0.8, off));
    s.mix(who.brows().colour(), share * (0.9 + 0.1 * strand));
    s.gloss *= (float) (1 - share);
  }
}
