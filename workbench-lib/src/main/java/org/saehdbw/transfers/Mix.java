package org.saehdbw.transfers;

import java.util.function.Supplier;
import org.saehdbw.parallel.Team;
import org.saehdbw.tensors.CounterRandom;

/**
 * Lightness by {@link Lct}, colour by {@link Sot} (spec/transfers 10), on 8-bit pictures: values
 * are cut to steps of 1/255 on the way, as in the original. Gray has no colour, which leaves {@link
 * Lct} on 8-bit values.
 */
final class Mix implements Transfer {
  private static final float TOP = 255;
  private static final Sot SLICES = new Sot(5, Sot.Smoothing.EXACT);

  /** The lightness, of 255, at which colours are matched. */
  private static final float MIDDLE = 100;

  @Override
  public Pixels apply(Pixels content, Pixels reference, CounterRandom random) {
    return apply(
        content,
        reference,
        () -> Sot.unit(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()));
  }

  /** Transfers along given directions, 5 for each of 10 steps. */
  Pixels apply(Pixels content, Pixels reference, Supplier<float[]> directions) {
    Pixels.check(content, reference);
    return content.clipped(
        planes(content.planes(), reference.planes(), content.width(), directions, Team.ALONE));
  }

  /** Transfers planes of a width; the result is in [0, 1], the same at any number of threads. */
  static float[][] planes(
      float[][] content, float[][] reference, int width, Supplier<float[]> directions, Team team) {
    float[][] a = truncated(content, TOP);
    float[][] b = truncated(reference, TOP);
    if (a.length == 1) {
      return scaled(lightness(a[0], b[0]), 1 / TOP);
    }
    float[][] labOfA = EightBitLab.of(a);
    float[][] labOfB = EightBitLab.of(b);
    float[][] light = lightness(labOfA[0], labOfB[0]);
    float[][] even = EightBitLab.toBgr(atMiddle(labOfA));
    float[][] wanted = EightBitLab.toBgr(atMiddle(labOfB));
    float[][] moved = SLICES.correct(even, wanted, width, directions, team);
    float[][] lab = EightBitLab.of(truncated(moved, 1));
    lab[0] = light[0];
    return scaled(EightBitLab.toBgr(lab), 1 / TOP);
  }

  private static float[][] lightness(float[] a, float[] b) {
    float[][] matched =
        Lct.match(
            scaled(new float[][] {a}, 1 / TOP), scaled(new float[][] {b}, 1 / TOP), Lct.Form.PCA);
    return truncated(matched, TOP);
  }

  private static float[][] atMiddle(float[][] lab) {
    float[] middle = new float[lab[0].length];
    java.util.Arrays.fill(middle, MIDDLE);
    return new float[][] {middle, lab[1], lab[2]};
  }

  private static float[][] truncated(float[][] planes, float scale) {
    float[][] out = scaled(planes, scale);
    for (float[] plane : out) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (int) Math.min(TOP, Math.max(0, plane[i]));
      }
    }
    return out;
  }

  private static float[][] scaled(float[][] planes, float scale) {
    float[][] out = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      out[c] = planes[c].clone();
      for (int i = 0; i < out[c].length; i++) {
        out[c][i] *= scale;
      }
    }
    return out;
  }
}
