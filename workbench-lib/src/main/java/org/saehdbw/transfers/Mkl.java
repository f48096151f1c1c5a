package org.saehdbw.transfers;

import org.saehdbw.tensors.CounterRandom;

/**
 * Monge-Kantorovich linear transfer (Pitié and Kokaram, 2007; spec/transfers 4): of all linear maps
 * that match means and covariances the one that moves colours least.
 *
 * <p>With sample covariances SA = U diag(l) U', D = diag(sqrt l), C = D U' SB U D and its root K:
 * {@code out = U D^-1 K D^-1 U' (A - mean A) + mean B}, clipped to [0, 1]. In gray it is {@code (A
 * - mean A) devB / devA + mean B}; a gray picture of one value becomes the reference's mean. A
 * colour picture without spread in some direction has what little it has there amplified, as in the
 * original.
 */
final class Mkl implements Transfer {
  private static final double LEAST = Math.ulp(1.0);

  @Override
  public Pixels apply(Pixels content, Pixels reference, CounterRandom random) {
    Pixels.check(content, reference);
    return content.clipped(planes(content.planes(), reference.planes()));
  }

  /** Transfers planes, not clipped. */
  static float[][] planes(float[][] content, float[][] reference) {
    Moments a = Moments.ofSample(content);
    Moments b = Moments.ofSample(reference);
    double[][] matrix = content.length == 1 ? new double[][] {{factor(a, b)}} : matrix(a, b);
    return AffineColours.map(content, matrix, a.means(), b.means());
  }

  private static double factor(Moments a, Moments b) {
    return a.variance(0) > 0 ? Math.sqrt(b.variance(0) / a.variance(0)) : 0;
  }

  private static double[][] matrix(Moments a, Moments b) {
    Matrices.Spectrum content = Matrices.spectrum(a.covariances());
    double[] lengths = content.values().clone();
    double[] inverse = new double[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.sqrt(Math.max(lengths[i], LEAST));
      inverse[i] = 1 / lengths[i];
    }
    double[][] u = content.vectors();
    double[][] d = Matrices.diagonal(lengths);
    double[][] c = Matrices.product(d, Matrices.transposed(u), b.covariances(), u, d);
    double[][] k = Matrices.power(symmetric(c), 0.5, LEAST);
    double[][] unscale = Matrices.diagonal(inverse);
    return Matrices.product(u, unscale, k, unscale, Matrices.transposed(u));
  }

  /** Takes rounding's asymmetry out. */
  private static double[][] symmetric(double[][] matrix) {
    double[][] out = new double[matrix.length][matrix.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
      }
    }
    return out;
  }
}
