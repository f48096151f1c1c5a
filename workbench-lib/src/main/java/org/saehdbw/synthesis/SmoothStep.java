package org.saehdbw.synthesis;

/** Soft steps and bumps made of additions and products only, so that every machine agrees. */
final class SmoothStep {
  private SmoothStep() {}

  /** 1 in the middle and 0 from twice the width on, much like a Gaussian with that width. */
  static double bump(double dx, double dy, double widthX, double widthY) {
    double u = dx / widthX;
    double v = dy / widthY;
    double left = 1 - (u * u + v * v) / 6;
    if (left <= 0) {
      return 0;
    }
    double squared = left * left;
    return squared * left;
  }

  /** 0 below {@code from}, 1 above {@code to}, smooth between. */
  static double step(double from, double to, double x) {
    double t = (x - from) / (to - from);
    if (t <= 0) {
      return 0;
    }
    if (t >= 1) {
      return 1;
    }
    return t * t * (3 - 2 * t);
  }

  static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
