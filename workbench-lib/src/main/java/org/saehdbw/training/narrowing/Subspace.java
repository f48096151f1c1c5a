package org.saehdbw.training.narrowing;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The directions of row vectors (width n) in order of what leaving them out would cost the linear
 * layers behind.
 *
 * <p>With {@code C} the vectors' second moment and {@code G = W W^T} of the weights {@code W} that
 * they go through, {@code encode = S Q} and {@code decode = Q^T S^-1}, where {@code S} is the root
 * of {@code G} and {@code Q} holds the eigenvectors of {@code S C S}. Of all ways to go through k
 * values, {@code x -> x encode_k decode_k} changes {@code x W} least in the mean square
 * (reduced-rank regression). With G the unit matrix these are the principal components.
 *
 * @param encode (n, n), the most important direction's column first
 * @param decode (n, n), its inverse
 * @param energies what each direction adds to the mean square of {@code x W}, descending
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Subspace(Matrix encode, Matrix decode, double[] energies) {
  /** Directions that the weights do not see at all would make the inverse infinite. */
  private static final double FLOOR = 1e-8;

  /** Returns the directions of vectors by the plain mean square: principal components. */
  public static Subspace principal(Matrix moment) {
    return of(moment, Matrix.identity(moment.rows()));
  }

  /**
   * Returns the directions by what they do behind the weights.
   *
   * @param moment C, (n, n), symmetric
   * @param weight G, (n, n), symmetric
   */
  public static Subspace of(Matrix moment, Matrix weight) {
    Matrix root = power(weight, 0.5);
    Matrix unroot = power(weight, -0.5);
    EigenDecompositionSymmetric seen = eigen(root.times(moment).times(root));
    Matrix order = Matrix.of(seen.getV());
    double[] energies =
        Arrays.stream(seen.getEigenvalues()).map(value -> Math.max(0, value)).toArray();
    return new Subspace(root.times(order), order.transposed().times(unroot), energies);
  }

  /** Returns the part, from 0 to 1, of all energy that the first k directions hold. */
  public double kept(int k) {
    double all = Arrays.stream(energies).sum();
    return all == 0 ? 1 : Arrays.stream(energies, 0, k).sum() / all;
  }

  /** Returns (n, n), of rank k: what going through k values does to a vector. */
  public Matrix projector(int k) {
    return encode.leftColumns(k).times(decode.topRows(k));
  }

  /**
   * Returns the way through k values with orthonormal columns in its first half, so that narrowed
   * weights are as large as the ones they come from.
   */
  Way way(int k) {
    Matrix narrow = encode.leftColumns(k).transposed();
    Matrix factors = Matrix.zeros(k, k);
    double[] rows = narrow.values();
    int n = encode.rows();
    for (int i = 0; i < k; i++) {
      // Twice is enough: the second pass takes out what rounding left.
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double along = 0;
          for (int c = 0; c < n; c++) {
            along += rows[i * n + c] * rows[j * n + c];
          }
          factors.values()[j * k + i] += along;
          for (int c = 0; c < n; c++) {
            rows[i * n + c] -= along * rows[j * n + c];
          }
        }
      }
      double length = 0;
      for (int c = 0; c < n; c++) {
        length += rows[i * n + c] * rows[i * n + c];
      }
      length = Math.sqrt(length);
      factors.values()[i * k + i] = length;
      for (int c = 0; c < n; c++) {
        rows[i * n + c] /= length;
      }
    }
    return new Way(narrow.transposed(), factors.times(decode.topRows(k)));
  }

  /**
   * From n values to k and back.
   *
   * @param encode (n, k)
   * @param decode (k, n)
   */
  record Way(Matrix encode, Matrix decode) {}

  /** Returns S with {@code S S = weight}, symmetric. */
  static Matrix root(Matrix weight) {
    return power(weight, 0.5);
  }

  private static Matrix power(Matrix weight, double exponent) {
    EigenDecompositionSymmetric parts = eigen(weight);
    double least = FLOOR * Math.max(parts.getEigenvalue(0), Double.MIN_NORMAL);
    double[] powers =
        Arrays.stream(parts.getEigenvalues())
            .map(value -> Math.pow(Math.max(least, value), exponent))
            .toArray();
    Matrix axes = Matrix.of(parts.getV());
    return axes.times(scaledRows(axes.transposed(), powers));
  }

  private static EigenDecompositionSymmetric eigen(Matrix matrix) {
    Matrix even = matrix.plus(matrix.transposed());
    double[] half = Arrays.stream(even.values()).map(value -> value / 2).toArray();
    return new EigenDecompositionSymmetric(
        new Matrix(matrix.rows(), matrix.columns(), half).toHipparchus());
  }

  private static Matrix scaledRows(Matrix matrix, double[] factors) {
    Matrix scaled = Matrix.zeros(matrix.rows(), matrix.columns());
    for (int i = 0; i < scaled.values().length; i++) {
      scaled.values()[i] = matrix.values()[i] * factors[i / matrix.columns()];
    }
    return scaled;
  }
}
