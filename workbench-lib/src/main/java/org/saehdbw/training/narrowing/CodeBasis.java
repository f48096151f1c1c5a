package org.saehdbw.training.narrowing;

/**
 * An inter's codes about their mean, in directions of falling importance.
 *
 * @param mean of the codes
 * @param directions of what is left without it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CodeBasis(double[] mean, Subspace directions) {
  /**
   * Finds the principal components of codes.
   *
   * @param codes a row a face, at least one
   */
  public static CodeBasis principal(Matrix codes) {
    return of(codes, Matrix.identity(codes.columns()));
  }

  /**
   * Finds the directions of codes that matter to what follows.
   *
   * @param codes a row a face, at least one
   * @param weight (n, n) as {@link Subspace#of} has it
   */
  static CodeBasis of(Matrix codes, Matrix weight) {
    int n = codes.columns();
    double[] mean = new double[n];
    for (int r = 0; r < codes.rows(); r++) {
      for (int c = 0; c < n; c++) {
        mean[c] += codes.at(r, c) / codes.rows();
      }
    }
    Matrix about = Matrix.zeros(codes.rows(), n);
    double scale = 1 / Math.sqrt(codes.rows());
    for (int i = 0; i < about.values().length; i++) {
      about.values()[i] = (codes.values()[i] - mean[i % n]) * scale;
    }
    return new CodeBasis(mean, Subspace.of(about.transposed().times(about), weight));
  }

  /**
   * Returns codes with only their first k directions, the rest at the mean.
   *
   * @param codes a row a face
   * @param k from 0 to the codes' width
   */
  public Matrix restrict(Matrix codes, int k) {
    int n = codes.columns();
    Matrix about = Matrix.zeros(codes.rows(), n);
    for (int i = 0; i < about.values().length; i++) {
      about.values()[i] = codes.values()[i] - mean[i % n];
    }
    Matrix restricted = about.times(directions.projector(k));
    for (int i = 0; i < restricted.values().length; i++) {
      restricted.values()[i] += mean[i % n];
    }
    return restricted;
  }
}
