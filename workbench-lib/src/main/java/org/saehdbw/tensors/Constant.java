package org.saehdbw.tensors;

/**
 * A fixed array, such as a window's banded matrix. Equal names mean equal values.
 *
 * @param name unique in a program
 * @param dims the axes
 * @param values in row-major order; not copied, so not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Identity is by name; the values are never compared.
public record Constant(String name, Dims dims, float[] values) {
  /** Checks that the values fill the axes. */
  public Constant {
    if (values.length != dims.count()) {
      throw new IllegalArgumentException(
          name + " needs " + dims.count() + " values for " + dims + ", got " + values.length);
    }
  }
}
