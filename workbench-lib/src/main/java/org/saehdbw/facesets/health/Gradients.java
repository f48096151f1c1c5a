package org.saehdbw.facesets.health;

/** Central differences of a square picture, without its rim. */
final class Gradients {
  private static final double STEEP = Math.tan(Math.PI / 8);

  private final int side;
  private final float[] across;
  private final float[] down;
  private final float[] size;

  private Gradients(int side) {
    this.side = side;
    this.across = new float[side * side];
    this.down = new float[side * side];
    this.size = new float[side * side];
  }

  static Gradients of(float[] values, int side) {
    Gradients gradients = new Gradients(side);
    for (int y = 1; y < side - 1; y++) {
      for (int x = 1; x < side - 1; x++) {
        int at = y * side + x;
        float dx = (values[at + 1] - values[at - 1]) / 2;
        float dy = (values[at + side] - values[at - side]) / 2;
        gradients.across[at] = dx;
        gradients.down[at] = dy;
        gradients.size[at] = (float) Math.sqrt(dx * dx + dy * dy);
      }
    }
    return gradients;
  }

  /** How many levels a pixel the picture rises at a place. */
  double size(int at) {
    return size[at];
  }

  /** Whether neither neighbour across the edge rises more. */
  boolean isRidge(int at) {
    double dx = Math.abs(across[at]);
    double dy = Math.abs(down[at]);
    int step;
    if (dy <= STEEP * dx) {
      step = 1;
    } else if (dx <= STEEP * dy) {
      step = side;
    } else {
      step = across[at] * down[at] > 0 ? side + 1 : side - 1;
    }
    return size[at] >= size[at - step] && size[at] >= size[at + step];
  }

  /**
   * By how much less the energy of the gradients along a direction is in another picture: the least
   * and the most over all directions. They solve {@code det(before - ratio * after) = 0} for the
   * two pictures' structure tensors.
   */
  static double[] energyRatios(Gradients before, Gradients after, boolean[] inside) {
    double[] first = before.tensor(inside);
    double[] second = after.tensor(inside);
    double a = second[0] * second[2] - second[1] * second[1];
    double b = first[0] * second[2] + first[2] * second[0] - 2 * first[1] * second[1];
    double c = first[0] * first[2] - first[1] * first[1];
    if (!(a > 0)) {
      return new double[] {1, 1};
    }
    double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
    return new double[] {(b - root) / (2 * a), (b + root) / (2 * a)};
  }

  /** Sums of the squares across, of the products, and of the squares down. */
  private double[] tensor(boolean[] inside) {
    double[] sums = new double[3];
    for (int i = 0; i < size.length; i++) {
      if (inside[i]) {
        sums[0] += (double) across[i] * across[i];
        sums[1] += (double) across[i] * down[i];
        sums[2] += (double) down[i] * down[i];
      }
    }
    return sums;
  }
}
