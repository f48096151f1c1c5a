package org.saehdbw.pickles;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * A NumPy array in plain memory.
 *
 * @param dtype kind and bytes per element: {@code f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1}
 * @param shape the axes
 * @param data the elements, little-endian, in C order; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity; tests compare the parts
public record NumpyArray(String dtype, List<Integer> shape, byte[] data) {
  private static final List<String> DTYPES =
      List.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1");

  /**
   * Checks that shape, element type and bytes fit.
   *
   * @throws IllegalArgumentException if they do not
   */
  public NumpyArray {
    requireSize(dtype, shape, data.length);
    shape = List.copyOf(shape);
  }

  static void requireSize(String dtype, List<Integer> shape, int bytes) {
    if (!isKnown(dtype)) {
      throw new IllegalArgumentException(
          "array elements must be one of " + String.join(" ", DTYPES) + ", got " + dtype);
    }
    long size = itemSize(dtype);
    for (int axis : shape) {
      if (axis < 0) {
        throw new IllegalArgumentException("array axes must not be negative, got " + shape);
      }
      // Saturates, so that a hostile shape cannot wrap around to the right size.
      size = axis == 0 ? 0 : size > Integer.MAX_VALUE ? size : size * axis;
    }
    if (size != bytes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an array of %s elements in the shape %s has %d bytes, got %d",
              dtype,
              shape,
              size,
              bytes));
    }
  }

  static boolean isKnown(String dtype) {
    return DTYPES.contains(dtype);
  }

  static int itemSize(String dtype) {
    return dtype.charAt(1) - '0';
  }

  /** Makes an array of 8-byte floats. */
  public static NumpyArray ofDoubles(List<Integer> shape, double... values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(values);
    return new NumpyArray("f8", shape, buffer.array());
  }

  /** Makes an array of 4-byte floats. */
  public static NumpyArray ofFloats(List<Integer> shape, float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return new NumpyArray("f4", shape, buffer.array());
  }

  /** Makes an array of 4-byte integers. */
  public static NumpyArray ofInts(List<Integer> shape, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(values);
    return new NumpyArray("i4", shape, buffer.array());
  }

  /** How many elements there are. */
  public int size() {
    return data.length / itemSize(dtype);
  }

  /** Returns the element at a place in C order as a Double, Long or Boolean. */
  public Object element(int index) {
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    int at = index * itemSize(dtype);
    return switch (dtype) {
      case "f2" -> (double) halfToFloat(buffer.getShort(at));
      case "f4" -> (double) buffer.getFloat(at);
      case "f8" -> buffer.getDouble(at);
      case "i1" -> (long) buffer.get(at);
      case "i2" -> (long) buffer.getShort(at);
      case "i4" -> (long) buffer.getInt(at);
      case "u1" -> buffer.get(at) & 0xFFL;
      case "u2" -> buffer.getShort(at) & 0xFFFFL;
      case "u4" -> buffer.getInt(at) & 0xFFFFFFFFL;
      case "b1" -> buffer.get(at) != 0;
      default -> buffer.getLong(at);
    };
  }

  /** Returns all elements, in C order, as doubles; true is 1. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      Object element = element(i);
      values[i] =
          element instanceof Number number ? number.doubleValue() : (Boolean) element ? 1 : 0;
    }
    return values;
  }

  private static float halfToFloat(short half) {
    int exponent = half >> 10 & 0x1F;
    int fraction = half & 0x3FF;
    float magnitude =
        exponent == 0
            ? fraction * 0x1p-24f
            : exponent == 31
                ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                : Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    return half < 0 ? -magnitude : magnitude;
  }
}
