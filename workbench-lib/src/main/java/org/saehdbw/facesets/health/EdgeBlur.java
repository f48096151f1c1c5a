package org.saehdbw.facesets.health;

import java.util.Arrays;

/**
 * How soft the sharpest edges of a picture are, as the sigma in pixels of the Gaussian that would
 * make such an edge of a perfect step. The same face is as sharp whoever it is and whatever its
 * contrast, which the variance of the Laplacian is not.
 *
 * <p>A picture is blurred once more with a known Gaussian; by how much that flattens an edge tells
 * how soft it was (Zhuo and Sim, "Defocus map estimation from a single image", 2011). Of the
 * strongest edges the sharpest quarter counts: shadows on a cheek are soft in any picture.
 *
 * @param pixels over edges of all directions
 * @param widest over the edges of the direction in which they are softest, of four
 * @param narrowest the same where they are sharpest; a moving camera makes these two differ
 */
public record EdgeBlur(double pixels, double widest, double narrowest) {
  /** What a picture without edges has, such as one of one colour. */
  static final double NO_EDGES = 99;

  private static final double AGAIN_SIGMA = 1;

  /** Central differences see an edge through a box of two pixels: its variance. */
  private static final double DIFFERENCE_VARIANCE = 1 / 3.0;

  private static final int DIRECTIONS = 4;
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
    float[] again = Blur.gaussian(values, side, AGAIN_SIGMA);
    int count = side * side;
    double[] before = new double[count];
    double[] after = new double[count];
    byte[] direction = new byte[count];
    gradients(values, before, new byte[count], side);
    gradients(again, after, direction, side);
    double[][] ratios = new double[DIRECTIONS][];
    double[] all = new double[0];
    for (int d = 0; d < DIRECTIONS; d++) {
      ratios[d] = ratios(before, after, direction, inside, d, side);
      int had = all.length;
      all = Arrays.copyOf(all, had + ratios[d].length);
      System.arraycopy(ratios[d], 0, all, had, ratios[d].length);
    }
    double widest = 0;
    double narrowest = NO_EDGES;
    for (double[] one : ratios) {
      if (one.length >= FEWEST) {
        double sigma = sigma(one);
        widest = Math.max(widest, sigma);
        narrowest = Math.min(narrowest, sigma);
      }
    }
    double pixels = all.length >= FEWEST ? sigma(all) : NO_EDGES;
    return widest == 0
        ? new EdgeBlur(pixels, pixels, pixels)
        : new EdgeBlur(pixels, widest, narrowest);
  }

  private static void gradients(float[] values, double[] size, byte[] direction, int side) {
    for (int y = 1; y < side - 1; y++) {
      for (int x = 1; x < side - 1; x++) {
        int at = y * side + x;
        double dx = (values[at + 1] - values[at - 1]) / 2;
        double dy = (values[at + side] - values[at - side]) / 2;
        size[at] = Math.sqrt(dx * dx + dy * dy);
        direction[at] = direction(dx, dy);
      }
    }
  }

  /** 0 across, 1 down to the right, 2 down, 3 down to the left; each 45 degrees wide. */
  private static byte direction(double dx, double dy) {
    double steep = Math.tan(Math.PI / 8);
    if (Math.abs(dy) <= steep * Math.abs(dx)) {
      return 0;
    }
    if (Math.abs(dx) <= steep * Math.abs(dy)) {
      return 2;
    }
    return (byte) (dx * dy > 0 ? 1 : 3);
  }

  /** By how much the second blur flattened the strongest edges of a direction. */
  private static double[] ratios(
      double[] before, double[] after, byte[] direction, boolean[] inside, int which, int side) {
    int[] step = {1, side + 1, side, side - 1};
    int[] edges = new int[after.length];
    double[] strengths = new double[after.length];
    int found = 0;
    for (int y = 2; y < side - 2; y++) {
      for (int x = 2; x < side - 2; x++) {
        int at = y * side + x;
        boolean ridge =
            direction[at] == which
                && after[at] >= after[at - step[which]]
                && after[at] >= after[at + step[which]];
        if (inside[at] && ridge && after[at] > FAINTEST) {
          strengths[found] = after[at];
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
        ratios[kept++] = before[edges[i]] / after[edges[i]];
      }
    }
    return Arrays.copyOf(ratios, kept);
  }

  private static double sigma(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    double ratio = sorted[(int) (SHARPEST * (sorted.length - 1))];
    if (ratio <= 1) {
      return NO_EDGES;
    }
    double variance = AGAIN_SIGMA * AGAIN_SIGMA / (ratio * ratio - 1) - DIFFERENCE_VARIANCE;
    return Math.min(NO_EDGES, Math.sqrt(Math.max(0, variance)));
  }
}
