package org.saehdbw.synthesis;

/** A colour, components from 0 to 1. */
record Rgb(float red, float green, float blue) {
  Rgb(double red, double green, double blue) {
    this((float) red, (float) green, (float) blue);
  }

  static Rgb gray(double value) {
    return new Rgb(value, value, value);
  }
}
