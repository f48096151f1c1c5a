package org.saehdbw.tensors;

import java.util.Locale;

/** The banded matrices of averages over neighbouring rows and columns. */
final class Averages {
  private Averages() {}

  /** Returns (side / size, side): from the left it averages {@code size} rows each. */
  static Constant rows(int side, int size) {
    int out = pieces(side, size);
    float[] values = new float[out * side];
    for (int at = 0; at < side; at++) {
      values[at / size * side + at] = 1f / size;
    }
    return new Constant(
        String.format(Locale.ROOT, "rows of %d by %d", side, size), Dims.of(out, side), values);
  }

  /** Returns (side, side / size): from the right it averages {@code size} columns each. */
  static Constant columns(int side, int size) {
    int out = pieces(side, size);
    float[] values = new float[side * out];
    for (int at = 0; at < side; at++) {
      values[at * out + at / size] = 1f / size;
    }
    return new Constant(
        String.format(Locale.ROOT, "columns of %d by %d", side, size), Dims.of(side, out), values);
  }

  private static int pieces(int side, int size) {
    if (size < 1 || side % size != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "averagePool2d needs a size that divides both sides, got %d for %d",
              size,
              side));
    }
    return side / size;
  }
}
