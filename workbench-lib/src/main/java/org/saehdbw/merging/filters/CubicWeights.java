package org.saehdbw.merging.filters;

/** The weights of cubic interpolation with a = -0.75, as OpenCV computes them in floats. */
final class CubicWeights {
  /** Parts of a pixel that warps tell apart. */
  static final int STEPS = 32;

  /** Four weights for each thirty-second part of a pixel. */
  static final float[] TABLE = table();

  private static final float A = -0.75f;

  private CubicWeights() {}

  private static float[] table() {
    float[] table = new float[4 * STEPS];
    for (int i = 0; i < STEPS; i++) {
      at((float) i / STEPS, table, 4 * i);
    }
    return table;
  }

  /** Writes the four weights of a position, 0 to 1, between the second and the third value. */
  static void at(float x, float[] to, int place) {
    to[place] = ((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A;
    to[place + 1] = ((A + 2) * x - (A + 3)) * x * x + 1;
    to[place + 2] = ((A + 2) * (1 - x) - (A + 3)) * (1 - x) * (1 - x) + 1;
    to[place + 3] = 1f - to[place] - to[place + 1] - to[place + 2];
  }
}
