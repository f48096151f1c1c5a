package org.saehdbw.transfers;

import java.util.Locale;
import java.util.Optional;
import org.saehdbw.tensors.CounterRandom;

/**
 * Reinhard's colour transfer (Reinhard and others, 2001; spec/transfers 2) in CIE Lab: {@code (A -
 * mean A) devB / devA + mean B} for L, a and b, with population deviations; L is then clipped to
 * [0, 100], a and b to [-127, 127], and the colours to [0, 1]. In gray the same on lightness alone.
 * A channel without spread becomes the reference's mean.
 */
final class Rct implements Transfer {
  /** How the values of a channel of Lab are changed. */
  record Shift(float scale, float offset, float low, float high) {
    static Shift of(int channel, double mean, double variance, double toMean, double toVariance) {
      double spread = Math.sqrt(variance);
      double factor = spread > 0 ? Math.sqrt(toVariance) / spread : 0;
      float high = channel == 0 ? LARGEST_LIGHTNESS : LARGEST_COLOUR;
      float low = channel == 0 ? 0 : -LARGEST_COLOUR;
      return new Shift((float) factor, (float) (toMean - factor * mean), low, high);
    }

    void apply(float[] plane) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = Math.min(high, Math.max(low, scale * plane[i] + offset));
      }
    }
  }

  private static final float LARGEST_LIGHTNESS = 100;
  private static final float LARGEST_COLOUR = 127;
  private static final float CUT_OFF = 0.5f;

  private final Optional<boolean[][]> masks;

  Rct() {
    masks = Optional.empty();
  }

  /**
   * With masks, as merging uses it: pixels outside count as Lab (0, 0, 0) in means and deviations.
   * All pixels are changed.
   *
   * @param content one value a pixel of the content; 0.5 and more is inside
   * @param reference one value a pixel of the reference
   */
  Rct(float[] content, float[] reference) {
    masks = Optional.of(new boolean[][] {inside(content), inside(reference)});
  }

  private static boolean[] inside(float[] mask) {
    boolean[] inside = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      inside[i] = mask[i] >= CUT_OFF;
    }
    return inside;
  }

  @Override
  public Pixels apply(Pixels content, Pixels reference, CounterRandom random) {
    Pixels.check(content, reference);
    return content.clipped(planes(content.planes(), reference.planes()));
  }

  /** Transfers planes; the result is in [0, 1]. */
  float[][] planes(float[][] content, float[][] reference) {
    float[][] a = Lab.of(content);
    Moments of = moments(a, 0);
    Moments to = moments(Lab.of(reference), 1);
    for (int c = 0; c < a.length; c++) {
      Shift.of(c, of.means()[c], of.variance(c), to.means()[c], to.variance(c)).apply(a[c]);
    }
    return Lab.toBgr(a);
  }

  private Moments moments(float[][] lab, int which) {
    if (masks.isEmpty()) {
      return Moments.apart(lab);
    }
    boolean[] inside = masks.get()[which];
    if (inside.length != lab[0].length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a mask must have a value for each of the picture's %d pixels, got %d",
              lab[0].length,
              inside.length));
    }
    float[][] counted = new float[lab.length][];
    for (int c = 0; c < lab.length; c++) {
      counted[c] = lab[c].clone();
      for (int i = 0; i < inside.length; i++) {
        counted[c][i] = inside[i] ? counted[c][i] : 0;
      }
    }
    return Moments.apart(counted);
  }
}
