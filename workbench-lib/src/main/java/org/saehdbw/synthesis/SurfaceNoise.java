package org.saehdbw.synthesis;

import org.saehdbw.tensors.CounterRandom;

/** Smooth random values over the plane, from -1 to 1, that repeat every 64 units. */
final class SurfaceNoise {
  private static final int SIDE = 64;
  private static final int MASK = SIDE - 1;

  private final float[] lattice = new float[SIDE * SIDE];

  SurfaceNoise(long seed, String purpose) {
    CounterRandom random = CounterRandom.of(seed, purpose, 0, 0);
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = 2 * random.nextFloat() - 1;
    }
  }

  float at(double x, double y) {
    int x0 = floor(x);
    int y0 = floor(y);
    float fx = (float) (x - x0);
    float fy = (float) (y - y0);
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    int left = x0 & MASK;
    int right = (x0 + 1) & MASK;
    int top = (y0 & MASK) * SIDE;
    int bottom = ((y0 + 1) & MASK) * SIDE;
    float above = lattice[top + left] + (lattice[top + right] - lattice[top + left]) * fx;
    float below = lattice[bottom + left] + (lattice[bottom + right] - lattice[bottom + left]) * fx;
    return above + (below - above) * fy;
  }

  private static int floor(double x) {
    int i = (int) x;
    return x < i ? i - 1 : i;
  }
}
