package org.saehdbw.facesets.health;

import java.util.Arrays;

/**
 * How soft the sharpest edges of a picture are, as the sigma in pixels of the Gaussian that would
 * make such an edge of a perfect step. It does not depend on the person or on contrast, unlike the
 * variance of the Laplacian.
 *
 * <p>A picture is blurred once more with a known Gaussian; the more that flattens an edge, the
 * sharper it was (Zhuo and Sim, "Defocus map estimation from a single image", 2011). Of the
 * strongest edges the sharpest quarter counts: shadows on a cheek are soft in any picture.
 *
 * <p>For motion the energy of all gradients along a direction is compared before and after: the
 * directions in which it shrinks least and most are the eigenvectors of the two pictures' structure
 * tensors.
 *
 * @param pixels over edges of all directions
 * @param widest over everything in the direction in which it is softest
 * @param narrowest the same where it is sharpest; a moving camera makes these two differ
 */
public record EdgeBlur(double pixels, double widest, double narrowest) {
  /** What a picture without edges has, such as one of one colour. */
  static final double NO_EDGES = 99;

  private static final double AGAIN_SIGMA = 1;

  /** Central differences see an edge through a box of two pixels: its variance. */
  private static final double DIFFERENCE_VARIANCE = 1 / 3.0;

  private static final double STRONGEST = 0.8;
  private static final double SHARPEST = 0.75;
  private static final int FEWEST = 12;

  /** Edges that differ by less than this many levels a pixel are noise of 8-bit values. */
  private static final double FAINTEST = 0.5;

  /** The blur that a moving camera added in its direction, as the sigma in pixels. */
  public double motion() {
    return Math.sqrt(Math.max(0, widest * widest - narrowest * narrowest));
  }

  /**
   * Measures a part of a picture.
   *
   * @param values {@code side * side} gray values, 0 to 255
   * @param inside which pixels count
   */
  static EdgeBlur of(float[] values, boolean[] inside, int side) {
    Gradients before = Gradients.of(values, side);
    Gradients after = Gradients.of(Blur.gaussian(values, side, AGAIN_SIGMA), side);
    double[] ratios = ratios(before, after, inside, side);
    if (ratios.length < FEWEST) {
      return new EdgeBlur(NO_EDGES, NO_EDGES, NO_EDGES);
    }
    Arrays.sort(ratios);
    double pixels = sigma(ratios[(int) (SHARPEST * (ratios.length - 1))]);
    double[] kept = Gradients.energyRatios(before, after, inside);
    return new EdgeBlur(pixels, sigma(kept[0]), sigma(kept[1]));
  }

  /** By how much the second blur flattened the strongest edges. */
  private static double[] ratios(Gradients before, Gradients after, boolean[] inside, int side) {
    int[] edges = new int[side * side];
    double[] strengths = new double[side * side];
    int found = 0;
    for (int y = 2; y < side - 2; y++) {
      for (int x = 2; x < side - 2; x++) {
        int at = y * side + x;
        if (inside[at] && after.size(at) > FAINTEST && after.isRidge(at)) {
          strengths[found] = after.size(at);
          edges[found++] = at;
        }
      }
    }
    if (found == 0) {
      return new double[0];
    }
    double[] sorted = Arrays.copyOf(strengths, found);
    Arrays.sort(sorted);
    double least = sorted[(int) (STRONGEST * (found - 1))];
    double[] ratios = new double[found];
    int kept = 0;
    for (int i = 0; i < found; i++) {
      if (strengths[i] >= least) {
        ratios[kept++] = before.size(edges[i]) / after.size(edges[i]);
      }
    }
    return Arrays.copyOf(ratios, kept);
  }

  /**
   * The sigma of an edge whose height over its width shrinks by a ratio. The energy of a step's
   * gradient shrinks by the same ratio as its peak.
   */
  private static double sigma(double ratio) {
    if (ratio <= 1) {
      return NO_EDGES;
    }
    double variance = AGAIN_SIGMA * AGAIN_SIGMA / (ratio * ratio - 1) - DIFFERENCE_VARIANCE;
    return Math.min(NO_EDGES, Math.sqrt(Math.max(0, variance)));
  }
}
