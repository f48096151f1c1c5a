package org.saehdbw.transfers;

import org.saehdbw.tensors.CounterRandom;

/**
 * Linear transfer: matches means and covariances in the pictures' own space (spec/transfers 3).
 *
 * <p>With population covariances SA + eI, SB + eI, e = 1e-5, and symmetric roots Q: {@code out = QB
 * QA^-1 (A - mean A) + mean B}, clipped to [0, 1]. In gray it is {@code (A - mean A) sqrt((varB +
 * e) / (varA + e)) + mean B}, a match of brightness and contrast. The matrix is DeepFaceLab's "pca"
 * form, the only one it uses; it is not symmetric in general. Its other two forms differ in how the
 * colours are turned on the way.
 *
 * @param form how the covariances are matched; in gray all are the same
 */
record Lct(Form form) implements Transfer {
  /** Ways from one covariance to another. */
  enum Form {
    /** {@code QB QA^-1} with symmetric roots. */
    PCA,
    /** {@code LB LA^-1} with lower Cholesky factors. */
    CHOLESKY,
    /** {@code QA^-1 (QA SB QA)^(1/2) QA^-1}, symmetric: the way of {@link Mkl}. */
    SYMMETRIC
  }

  private static final double EPSILON = 1e-5;

  @Override
  public Pixels apply(Pixels content, Pixels reference, CounterRandom random) {
    Pixels.check(content, reference);
    return content.clipped(match(content.planes(), reference.planes(), form));
  }

  /** Matches planes, not clipped. */
  static float[][] match(float[][] content, float[][] reference, Form form) {
    Moments a = Moments.ofAll(content);
    Moments b = Moments.ofAll(reference);
    double[][] matrix =
        content.length == 1
            ? new double[][] {{Math.sqrt((b.variance(0) + EPSILON) / (a.variance(0) + EPSILON))}}
            : matrix(regular(a.covariances()), regular(b.covariances()), form);
    return AffineColours.map(content, matrix, a.means(), b.means());
  }

  private static double[][] matrix(double[][] a, double[][] b, Form form) {
    return switch (form) {
      case PCA -> Matrices.product(root(b, 0.5), root(a, -0.5));
      case CHOLESKY -> Matrices.product(cholesky(b), inverse(cholesky(a)));
      case SYMMETRIC -> {
        double[][] there = root(a, 0.5);
        double[][] back = root(a, -0.5);
        yield Matrices.product(back, root(Matrices.product(there, b, there), 0.5), back);
      }
    };
  }

  /** Every eigenvalue is at least epsilon, but for rounding. */
  private static double[][] root(double[][] matrix, double exponent) {
    return Matrices.power(matrix, exponent, EPSILON * EPSILON / 2);
  }

  private static double[][] cholesky(double[][] matrix) {
    double[][] lower = new double[matrix.length][matrix.length];
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return lower;
  }

  /** Of a lower triangular matrix, column by column. */
  private static double[][] inverse(double[][] lower) {
    double[][] out = new double[lower.length][lower.length];
    for (int column = 0; column < lower.length; column++) {
      for (int i = column; i < lower.length; i++) {
        double sum = i == column ? 1 : 0;
        for (int k = column; k < i; k++) {
          sum -= lower[i][k] * out[k][column];
        }
        out[i][column] = sum / lower[i][i];
      }
    }
    return out;
  }

  private static double[][] regular(double[][] covariances) {
    double[][] out = new double[covariances.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = covariances[i].clone();
      out[i][i] += EPSILON;
    }
    return out;
  }
}
