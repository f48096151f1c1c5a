package org.saehdbw.facesets.sorting;

/**
 * Edges by Canny's detector (Canny 1986), in the form that measures of sharpness were calibrated
 * with: Gaussian of sigma 1 cut at four sigmas and normalised at the border, Sobel's derivatives,
 * maxima along the gradient interpolated between neighbours, and hysteresis over the eight
 * neighbours. The picture's outermost pixels are never edges.
 */
final class CannyEdges {
  private static final double[] KERNEL = gaussian(4);
  private static final double LOW = 0.1;
  private static final double HIGH = 0.2;

  private final int width;
  private final int height;
  private final double[] down;
  private final double[] across;
  private final double[] strength;

  private CannyEdges(double[] smooth, int width, int height) {
    this.width = width;
    this.height = height;
    down = new double[smooth.length];
    across = new double[smooth.length];
    strength = new double[smooth.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        derive(smooth, y * width + x);
      }
    }
    // Neighbours outside of the inner pixels are asked for, too: there the border is repeated.
    deriveBorder(smooth);
  }

  /**
   * Finds edges.
   *
   * @param gray rows from the top, 0 to 255; the thresholds 0.1 and 0.2 belong to this range
   * @return whether each pixel is on an edge
   */
  static boolean[] find(double[] gray, int width, int height) {
    return new CannyEdges(smooth(gray, width, height), width, height).track();
  }

  private static double[] gaussian(int radius) {
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = Math.exp(-0.5 * i * i);
      sum += kernel[i + radius];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  private static double[] smooth(double[] gray, int width, int height) {
    double[] rows = new double[gray.length];
    double[] both = new double[gray.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rows[y * width + x] = weighted(gray, y * width, 1, x, width);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        both[y * width + x] = weighted(rows, x, width, y, height);
      }
    }
    return both;
  }

  /** The mean around place {@code at} of a line, over the part within the picture. */
  private static double weighted(double[] values, int start, int step, int at, int length) {
    int radius = KERNEL.length / 2;
    int from = Math.max(0, at - radius);
    int to = Math.min(length - 1, at + radius);
    double sum = 0;
    double weights = 0;
    for (int i = from; i <= to; i++) {
      double weight = KERNEL[i - at + radius];
      sum += weight * values[start + i * step];
      weights += weight;
    }
    return sum / weights;
  }

  private void derive(double[] v, int p) {
    int above = p - width;
    int below = p + width;
    set(
        p,
        v[below - 1] + 2 * v[below] + v[below + 1] - v[above - 1] - 2 * v[above] - v[above + 1],
        v[above + 1] + 2 * v[p + 1] + v[below + 1] - v[above - 1] - 2 * v[p - 1] - v[below - 1]);
  }

  private void set(int p, double downwards, double sidewards) {
    down[p] = downwards;
    across[p] = sidewards;
    strength[p] = Math.sqrt(downwards * downwards + sidewards * sidewards);
  }

  private void deriveBorder(double[] v) {
    for (int y = 0; y < height; y++) {
      boolean whole = y == 0 || y == height - 1;
      for (int x = 0; x < width; x += whole || width == 1 ? 1 : width - 1) {
        double downwards = 0;
        double sidewards = 0;
        for (int k = -1; k <= 1; k++) {
          int weight = k == 0 ? 2 : 1;
          downwards += weight * (at(v, x + k, y + 1) - at(v, x + k, y - 1));
          sidewards += weight * (at(v, x + 1, y + k) - at(v, x - 1, y + k));
        }
        set(y * width + x, downwards, sidewards);
      }
    }
  }

  private double at(double[] v, int x, int y) {
    int row = Math.max(0, Math.min(height - 1, y));
    return v[row * width + Math.max(0, Math.min(width - 1, x))];
  }

  private boolean[] track() {
    boolean[] candidate = new boolean[strength.length];
    boolean[] edge = new boolean[strength.length];
    int[] stack = new int[strength.length];
    int depth = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int p = y * width + x;
        candidate[p] = strength[p] >= LOW && isPeak(p);
        if (candidate[p] && strength[p] >= HIGH) {
          edge[p] = true;
          stack[depth++] = p;
        }
      }
    }
    while (depth > 0) {
      int p = stack[--depth];
      for (int dy = -width; dy <= width; dy += width) {
        for (int q = p + dy - 1; q <= p + dy + 1; q++) {
          if (candidate[q] && !edge[q]) {
            edge[q] = true;
            stack[depth++] = q;
          }
        }
      }
    }
    return edge;
  }

  /** Whether the gradient is at least as strong as on both sides along its direction. */
  private boolean isPeak(int p) {
    double d = down[p];
    double a = across[p];
    boolean steep = Math.abs(d) >= Math.abs(a);
    int stepDown = d < 0 ? -width : width;
    int stepAcross = a < 0 ? -1 : 1;
    int straight = steep ? stepDown : stepAcross;
    int slanted = stepDown + stepAcross;
    double share = steep ? Math.abs(a / d) : Math.abs(d / a);
    double ahead = share * strength[p + slanted] + (1 - share) * strength[p + straight];
    double behind = share * strength[p - slanted] + (1 - share) * strength[p - straight];
    return ahead <= strength[p] && behind <= strength[p];
  }
}
