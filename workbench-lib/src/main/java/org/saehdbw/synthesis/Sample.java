package org.saehdbw.synthesis;

/** One point of a surface on its way to the picture: where it is, and what a paint makes of it. */
final class Sample {
  /** On the surface: millimetres across and down, and the turn around the head. */
  float x;

  float y;
  float turn;

  /** The direction that the surface faces, as the camera sees it, length 1. */
  float normalX;

  float normalY;
  float normalZ;

  /** What light reaches this point from around, 0 to 1. */
  float open;

  /** Set by a paint: colour, and how strongly and sharply it shines. */
  float red;

  float green;
  float blue;
  float gloss;

  /** Set by a paint: how far light and shade count, 1 as usual. */
  float relief;

  void colour(Rgb rgb, float factor) {
    red = rgb.red() * factor;
    green = rgb.green() * factor;
    blue = rgb.blue() * factor;
  }

  void mix(Rgb rgb, double share) {
    float s = (float) share;
    red += (rgb.red() - red) * s;
    green += (rgb.green() - green) * s;
    blue += (rgb.blue() - blue) * s;
  }

  void scale(double factor) {
    float f = (float) factor;
    red *= f;
    green *= f;
    blue *= f;
  }
}
