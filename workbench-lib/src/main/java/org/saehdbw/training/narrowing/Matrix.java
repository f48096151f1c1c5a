package org.saehdbw.training.narrowing;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * A matrix of doubles in row-major order, for products that are large and few.
 *
 * @param rows at least 0
 * @param columns at least 0
 * @param values row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Matrix(int rows, int columns, double[] values) {
  /**
   * Checks that the values fill the matrix.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Matrix {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a matrix of %d x %d needs %d values, got %d",
              rows,
              columns,
              rows * columns,
              values.length));
    }
  }

  /** Returns a matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  /** Returns the matrix that changes nothing. */
  public static Matrix identity(int size) {
    Matrix one = zeros(size, size);
    for (int i = 0; i < size; i++) {
      one.values[i * size + i] = 1;
    }
    return one;
  }

  /** Copies values from position 0 on. */
  static Matrix of(int rows, int columns, FloatBuffer values) {
    Matrix copy = zeros(rows, columns);
    for (int i = 0; i < copy.values.length; i++) {
      copy.values[i] = values.get(i);
    }
    return copy;
  }

  /** Returns matrices of equal width one below the other. */
  public static Matrix stacked(List<Matrix> parts) {
    int rows = parts.stream().mapToInt(Matrix::rows).sum();
    Matrix all = zeros(rows, parts.get(0).columns);
    int at = 0;
    for (Matrix part : parts) {
      System.arraycopy(part.values, 0, all.values, at, part.values.length);
      at += part.values.length;
    }
    return all;
  }

  static Matrix of(RealMatrix matrix) {
    Matrix copy = zeros(matrix.getRowDimension(), matrix.getColumnDimension());
    for (int r = 0; r < copy.rows; r++) {
      System.arraycopy(matrix.getRow(r), 0, copy.values, r * copy.columns, copy.columns);
    }
    return copy;
  }

  RealMatrix toHipparchus() {
    double[][] all = new double[rows][columns];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(values, r * columns, all[r], 0, columns);
    }
    return new Array2DRowRealMatrix(all, false);
  }

  /** Returns the value at a place. */
  public double at(int row, int column) {
    return values[row * columns + column];
  }

  /** Returns {@code this * right}. */
  Matrix times(Matrix right) {
    Matrix product = zeros(rows, right.columns);
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < columns; k++) {
        double factor = values[r * columns + k];
        if (factor != 0) {
          int from = k * right.columns;
          int to = r * right.columns;
          for (int c = 0; c < right.columns; c++) {
            product.values[to + c] += factor * right.values[from + c];
          }
        }
      }
    }
    return product;
  }

  Matrix transposed() {
    Matrix turned = zeros(columns, rows);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned.values[c * rows + r] = values[r * columns + c];
      }
    }
    return turned;
  }

  Matrix plus(Matrix other) {
    Matrix sum = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      sum.values[i] = values[i] + other.values[i];
    }
    return sum;
  }

  Matrix negated() {
    Matrix turned = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      turned.values[i] = -values[i];
    }
    return turned;
  }

  /** Returns the first columns. */
  Matrix leftColumns(int count) {
    Matrix part = zeros(rows, count);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(values, r * columns, part.values, r * count, count);
    }
    return part;
  }

  /** Returns the first rows. */
  Matrix topRows(int count) {
    return new Matrix(count, columns, Arrays.copyOf(values, count * columns));
  }

  /** Returns the values as floats. */
  public float[] toFloats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
