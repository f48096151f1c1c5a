package org.saehdbw.synthesis;

/** The relief on the smooth front of a head, in millimetres towards the viewer. */
final class Relief {
  private static final Curve NOSE =
      new Curve(-52, 0, -42, 9, -31, 15, -20, 22, -9, 30, -5, 30, 0, 25, 6, 12, 11, 2, 15, 0);
  private static final Curve NOSE_WIDTH = new Curve(-50, 6.5, -30, 7, -15, 9, -6, 10.5, 6, 11);

  private final FaceFeatures face;
  private final Identity who;

  Relief(FaceFeatures face) {
    this.face = face;
    this.who = face.who;
  }

  double at(double x, double y) {
    double ax = Math.abs(x);
    return nose(ax, y) + eye(ax, y) + brow(ax, y) + mouth(x, ax, y) + rest(ax, y);
  }

  private double nose(double ax, double y) {
    if (ax > 34 || y < -54 || y > 30) {
      return 0;
    }
    double stretch = (y + 42) * 48 / (48 + who.nose().longer()) - 42;
    double wide = who.nose().halfWidth() / 15;
    double ridge = NOSE.of(stretch) * (0.45 + 0.55 * who.nose().height());
    ridge += 3.5 * who.nose().hump() * SmoothStep.bump(0, stretch + 27, 1, 8);
    double width =
        NOSE_WIDTH.of(stretch) * SmoothStep.mix(1, wide, SmoothStep.step(-30, -5, stretch));
    double wings =
        9 * SmoothStep.bump(ax - 0.72 * who.nose().halfWidth(), stretch - 0.5, 4.2 * wide, 5.2);
    return ridge * SmoothStep.bump(ax, 0, width, 1) + wings;
  }

  private double eye(double ax, double y) {
    double dx = ax - face.eyeX;
    double dy = y - face.eyeY;
    if (Math.abs(dx) > 40 || Math.abs(dy) > 34) {
      return 0;
    }
    double socket = -6 * SmoothStep.bump(dx, dy + 2, 15, 11);
    double inner = -4 * SmoothStep.bump(ax - 17, dy + 2, 5.5, 9);
    double ball = 5 * SmoothStep.bump(dx, dy, 9.5, 8);
    double u = dx / face.eyeHalfWidth;
    double fold = 1.4 * SmoothStep.bump(dx, y - face.upperLid(u) + 2.6, 13, 2.4);
    double bag =
        (0.5 + 1.5 * who.wrinkles()) * SmoothStep.bump(dx, y - face.lowerLid(u) - 6, 12, 3);
    return socket + inner + ball + fold + bag;
  }

  private double brow(double ax, double y) {
    if (y > -40 || y < -82 || ax > 75) {
      return 0;
    }
    double ridge =
        4 * SmoothStep.bump(0, y - face.brow(ax), 1, 7.5) * SmoothStep.bump(ax - 32, 0, 22, 1);
    return ridge + 1.5 * SmoothStep.bump(ax, y + 56, 9, 8);
  }

  private double mouth(double x, double ax, double y) {
    if (ax > 60 || y < 0) {
      return 0;
    }
    double u = x / face.mouthHalfWidth;
    double round =
        11 * SmoothStep.bump(ax, y - face.mouthY - 0.4 * face.gap, 21, 20 + 0.4 * face.gap);
    double narrow = SmoothStep.bump(u, 0, 0.62, 1);
    double top = face.outerUpper(u);
    double upper = face.innerUpper(u);
    double lower = face.innerLower(u);
    double bottom = face.outerLower(u);
    double lips =
        3.4 * narrow * SmoothStep.bump(0, y - (top + upper) / 2, 1, (upper - top) * 0.55 + 0.8)
            + 4.2
                * narrow
                * SmoothStep.bump(0, y - (lower + bottom) / 2, 1, (bottom - lower) * 0.5 + 0.8);
    double inside =
        -3 * narrow * SmoothStep.step(0, 3, y - upper) * SmoothStep.step(0, 3, lower - y);
    double philtrum = -1.2 * SmoothStep.bump(ax, y - (face.noseBase + top) / 2, 2.6, 5);
    double corner =
        -2.5 * SmoothStep.bump(ax - face.mouthHalfWidth - 2, y - face.mouthLine(1), 5, 6);
    double below = -3.5 * SmoothStep.bump(ax, y - bottom - 5, 15, 4.5);
    return round + lips + inside + philtrum + corner + below;
  }

  private double rest(double ax, double y) {
    double cheek = 4.5 * who.skull().cheeks() * SmoothStep.bump(ax - 44, y + 2, 16, 16);
    double temple = -3 * SmoothStep.bump(ax - 66, y + 62, 14, 18);
    double chin = 7 * SmoothStep.bump(ax, y - face.chinY + 10, 14, 9);
    double hollow = -3.5 * (1.3 - who.skull().cheeks()) * SmoothStep.bump(ax - 48, y - 34, 13, 16);
    double beard = 6 * who.beard().chin() * SmoothStep.bump(ax, y - face.chinY + 4, 26, 14);
    return cheek + temple + chin + hollow + beard;
  }
}
