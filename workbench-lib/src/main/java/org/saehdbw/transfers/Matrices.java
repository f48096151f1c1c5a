package org.saehdbw.transfers;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.saehdbw.files.Workspace;

/**
 * Linear algebra on small matrices by ND4J, which is loaded by the first call and then computes on
 * one thread: loaders call this beside a training step that has the others. Every array is freed
 * here, since ND4J would leave it to the garbage collector.
 */
final class Matrices {
  static {
    // ND4J unpacks 400 MB when it is loaded.
    Workspace.directLibraries();
  }

  private Matrices() {}

  /** Initialised by its first use, which the virtual machine lets happen once. */
  private static final class Loaded {
    static final String BACKEND = load();

    private static String load() {
      String backend = Nd4j.getBackend().getClass().getSimpleName();
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
      return backend;
    }
  }

  /** The name of ND4J's backend, after loading it. */
  static String backend() {
    return Loaded.BACKEND;
  }

  /** Returns a product. */
  static double[][] product(double[][]... factors) {
    double[][] result = factors[0];
    for (double[][] factor : Arrays.asList(factors).subList(1, factors.length)) {
      try (INDArray a = array(result);
          INDArray b = array(factor);
          INDArray product = a.mmul(b)) {
        result = product.toDoubleMatrix();
      }
    }
    return result;
  }

  /**
   * Eigenvalues and eigenvectors.
   *
   * @param values in rising order
   * @param vectors in columns, of length 1
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared as a whole
  record Spectrum(double[] values, double[][] vectors) {
    /** Returns {@code V * diag(values) * V'} with other values on the diagonal. */
    double[][] with(double[] diagonal) {
      return product(vectors, Matrices.diagonal(diagonal), transposed(vectors));
    }
  }

  /** Decomposes a symmetric matrix. */
  static Spectrum spectrum(double[][] symmetric) {
    try (INDArray vectors = array(symmetric);
        INDArray values = Eigen.symmetricGeneralizedEigenvalues(vectors)) {
      return new Spectrum(values.toDoubleVector(), vectors.toDoubleMatrix());
    }
  }

  /**
   * Returns a power of a symmetric positive matrix.
   *
   * @param exponent such as 0.5 for its symmetric root
   * @param least what smaller eigenvalues are raised to, above 0
   */
  static double[][] power(double[][] symmetric, double exponent, double least) {
    Spectrum spectrum = spectrum(symmetric);
    double[] powers = new double[symmetric.length];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.pow(Math.max(least, spectrum.values()[i]), exponent);
    }
    return spectrum.with(powers);
  }

  static double[][] transposed(double[][] matrix) {
    double[][] out = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        out[i][j] = matrix[j][i];
      }
    }
    return out;
  }

  static double[][] diagonal(double[] values) {
    double[][] out = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      out[i][i] = values[i];
    }
    return out;
  }

  private static INDArray array(double[][] values) {
    if (backend().isEmpty()) {
      throw new IllegalStateException("ND4J has no backend");
    }
    return Nd4j.createFromArray(values).castTo(DataType.DOUBLE);
  }
}
