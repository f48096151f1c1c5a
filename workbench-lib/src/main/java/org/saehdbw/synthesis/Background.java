package org.saehdbw.synthesis;

import org.saehdbw.tensors.CounterRandom;

/** A soft gradient with large blurred blots behind the head. */
final class Background {
  private final float[] from = new float[3];
  private final float[] to = new float[3];
  private final double lean;
  private final double shift;
  private final SurfaceNoise blots;

  Background(long seed) {
    CounterRandom random = CounterRandom.of(seed, "drawn background", 0, 0);
    double tone = random.nextDouble(0.2, 0.75);
    double other = Math.max(0.1, Math.min(0.9, tone + random.nextDouble(-0.3, 0.3)));
    for (int i = 0; i < 3; i++) {
      from[i] = (float) (tone + random.nextDouble(-0.09, 0.09));
      to[i] = (float) (other + random.nextDouble(-0.09, 0.09));
    }
    lean = random.nextDouble(-1, 1);
    shift = random.nextDouble(0, 64);
    blots = new SurfaceNoise(seed, "drawn blots");
  }

  /** Gives the colour at a place from (0, 0) to (1, 1). */
  void at(double x, double y, float[] rgb) {
    double share = SmoothStep.step(-0.3, 1.3, y + lean * (x - 0.5));
    float blot = 0.08f * blots.at(3 * x + shift, 3 * y);
    for (int i = 0; i < 3; i++) {
      rgb[i] = (float) SmoothStep.mix(from[i], to[i], share) + blot;
    }
  }
}
