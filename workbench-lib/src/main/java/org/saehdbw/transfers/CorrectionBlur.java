package org.saehdbw.transfers;

import org.saehdbw.parallel.Team;

/**
 * {@link Bilateral}'s filter for corrections of values from 0 to 1, by a few {@link CircularBlur}s.
 * There differences are small beside the filter's 5, and its weight {@code exp(-d^2 / 50)} is
 * {@code 1 - d^2 / 50} within 2e-4 of a difference of 1.
 *
 * <p>In gray the square splits into blurs of the correction, its square and its cube. In colour d
 * is a sum of absolute values, which does not split: {@link RangeTaps} has what the weight changes.
 *
 * <p>A correction that reaches further than those of values from 0 to 1 can, as of 8-bit values, is
 * filtered by the plain formula.
 */
final class CorrectionBlur {
  private static final float RANGE =
      (float) (1 / (2 * Bilateral.SIGMA_VALUE * Bilateral.SIGMA_VALUE));

  /** Corrections lie between -1 and 1; what cubic interpolation adds is spared. */
  private static final float WIDEST = 2.2f;

  private CorrectionBlur() {}

  /** Filters planes of one picture together. */
  static float[][] filter(float[][] planes, int width, int height) {
    for (float[] plane : planes) {
      if (spread(plane) > WIDEST) {
        return Bilateral.filter(planes, width, height, Team.ALONE);
      }
    }
    return planes.length == 1
        ? new float[][] {gray(planes[0], width, height)}
        : colour(planes, width, height);
  }

  private static float spread(float[] plane) {
    float least = plane[0];
    float most = plane[0];
    for (float value : plane) {
      least = value < least ? value : least;
      most = value > most ? value : most;
    }
    return most - least;
  }

  private static float[] gray(float[] plane, int width, int height) {
    float[] padded = Bilateral.pad(plane, width, height);
    float[] power = padded.clone();
    float[] first = CircularBlur.sums(power, width, height);
    multiply(power, padded);
    float[] second = CircularBlur.sums(power, width, height);
    multiply(power, padded);
    float[] third = CircularBlur.sums(power, width, height);
    float all = (float) CircularBlur.sum();
    float[] out = new float[plane.length];
    for (int i = 0; i < out.length; i++) {
      float v = plane[i];
      float s1 = first[i];
      float weights = all - RANGE * (v * v * all - 2 * v * s1 + second[i]);
      out[i] = (s1 - RANGE * (v * v * s1 - 2 * v * second[i] + third[i])) / weights;
    }
    return out;
  }

  private static void multiply(float[] power, float[] by) {
    for (int i = 0; i < power.length; i++) {
      power[i] *= by[i];
    }
  }

  private static float[][] colour(float[][] planes, int width, int height) {
    float all = (float) (1 / CircularBlur.sum());
    float[][] padded = new float[planes.length][];
    float[][] out = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      padded[c] = Bilateral.pad(planes[c], width, height);
      out[c] = CircularBlur.sums(padded[c], width, height);
      for (int i = 0; i < out[c].length; i++) {
        out[c][i] *= all;
      }
    }
    new RangeTaps(width, height).apply(padded, out);
    return out;
  }
}
