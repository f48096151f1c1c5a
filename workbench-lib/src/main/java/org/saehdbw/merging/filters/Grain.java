package org.saehdbw.merging.filters;

import org.saehdbw.tensors.CounterRandom;

/**
 * Film grain: white noise that a filter with weights {@code spread, 1, spread} along both axes made
 * coarser.
 *
 * @param deviation of its values
 * @param spread 0 for white noise, at most 0.5
 */
public record Grain(double deviation, double spread) {
  private static final int STEPS = 50;
  private static final double WIDEST = 0.5;

  /** No grain. */
  public static final Grain NONE = new Grain(0, 0);

  /**
   * Finds grain from what {@link GrainMeter} measures of it.
   *
   * @param fine the deviation measured as if it were white
   * @param coarse that of the picture at half its size
   */
  static Grain of(double fine, double coarse) {
    if (!(fine > 0)) {
      return NONE;
    }
    double wanted = coarse / fine;
    double spread = 0;
    for (int step = 1; step <= STEPS; step++) {
      double tried = WIDEST * step / STEPS;
      boolean isNearer = Math.abs(ratio(tried) - wanted) < Math.abs(ratio(spread) - wanted);
      spread = isNearer ? tried : spread;
    }
    return new Grain(fine / measured(spread), spread);
  }

  /** What the operator 1, -2, 1 leaves along one axis of noise with these sums of products. */
  private static double left(double r0, double r1, double r2) {
    return (6 * r0 - 8 * r1 + 2 * r2) / 6;
  }

  /** The measured deviation of grain of deviation 1: both axes leave the same part of it. */
  private static double measured(double spread) {
    double r0 = 1 + 2 * spread * spread;
    return left(r0, 2 * spread, spread * spread) / r0;
  }

  /** The measured deviation at half the size over that at full size. */
  private static double ratio(double spread) {
    double r0 = 1 + 2 * spread * spread;
    double r1 = 2 * spread;
    double r2 = spread * spread;
    return left((r0 + r1) / 2, (r1 + 2 * r2) / 4, 0) / left(r0, r1, r2);
  }

  /** Returns this with another deviation. */
  public Grain with(double other) {
    return new Grain(other, spread);
  }

  /**
   * Adds grain to all channels alike; the result is clipped to [0, 1].
   *
   * @param share how much of it a place gets, one value a place; places of 0 are left alone
   */
  public void add(Planes planes, float[] share, CounterRandom random) {
    int width = planes.width();
    int height = planes.height();
    float[] white = new float[width * height];
    for (int i = 0; i < white.length; i++) {
      white[i] = (float) random.nextGaussian();
    }
    float scale = (float) (deviation / (1 + 2 * spread * spread));
    float[] grain = Sharpen.blurred(white, width, height, (float) spread, 1);
    for (int c = 0; c < planes.channels(); c++) {
      float[] plane = planes.plane(c);
      for (int i = 0; i < grain.length; i++) {
        if (share[i] > 0) {
          plane[i] = Math.max(0, Math.min(1, plane[i] + scale * grain[i]));
        }
      }
    }
  }
}
