package org.saehdbw.tensors;

import java.util.Locale;

/** Matrices that move a picture's rows or columns to where a transposed convolution adds them. */
final class Placement {
  private Placement() {}

  /** Returns (stride height, height): row i goes to row {@code stride i + tap - dropped}. */
  static Constant rows(int height, int stride, int kernel, int tap) {
    float[] values = new float[stride * height * height];
    for (int i = 0; i < height; i++) {
      int to = stride * i + tap - ShapeRules.droppedInFront(kernel, stride);
      if (to >= 0 && to < stride * height) {
        values[to * height + i] = 1;
      }
    }
    return new Constant(
        name("rows", height, stride, kernel, tap), Dims.of(stride * height, height), values);
  }

  /** Returns (width, stride width), likewise. */
  static Constant columns(int width, int stride, int kernel, int tap) {
    float[] down = rows(width, stride, kernel, tap).values();
    float[] values = new float[down.length];
    for (int i = 0; i < down.length; i++) {
      values[i % width * stride * width + i / width] = down[i];
    }
    return new Constant(
        name("columns", width, stride, kernel, tap), Dims.of(width, stride * width), values);
  }

  private static String name(String what, int side, int stride, int kernel, int tap) {
    return String.format(
        Locale.ROOT, "tap %d of %d, %s of %d, stride %d", tap, kernel, what, side, stride);
  }
}
