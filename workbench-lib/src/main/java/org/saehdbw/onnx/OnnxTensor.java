package org.saehdbw.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Parameter;

/**
 * A fixed array of a graph: ONNX's message {@code TensorProto} with raw little-endian values.
 *
 * @param name unique in its graph
 * @param sizes of the axes; none for a scalar
 * @param type ONNX's number of the element type
 * @param bytes how many the values have
 * @param content writes the values
 */
record OnnxTensor(String name, List<Long> sizes, int type, long bytes, Content content) {
  /** ONNX's number of 32-bit floats. */
  static final int FLOAT = 1;

  private static final int INT64 = 7;

  private static final int DIMENSION = 1;
  private static final int DATA_TYPE = 2;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;

  /** Writes values. */
  @FunctionalInterface
  interface Content {
    /**
     * Writes all values.
     *
     * @param into little-endian, of exactly their bytes
     * @param weights the trained values
     */
    void writeTo(ByteBuffer into, Weights weights) throws IOException;
  }

  /** Where trained values come from. */
  @FunctionalInterface
  interface Weights {
    /** Writes a parameter's values, in row-major order. */
    void read(Parameter parameter, FloatBuffer into) throws IOException;
  }

  static OnnxTensor of(Parameter parameter) {
    return new OnnxTensor(
        parameter.name(),
        parameter.dims().sizes().stream().map(Integer::longValue).toList(),
        FLOAT,
        parameter.dims().count() * Float.BYTES,
        (into, weights) -> weights.read(parameter, into.asFloatBuffer()));
  }

  static OnnxTensor of(Constant constant) {
    return new OnnxTensor(
        "constant " + constant.name(),
        constant.dims().sizes().stream().map(Integer::longValue).toList(),
        FLOAT,
        constant.dims().count() * Float.BYTES,
        (into, weights) -> into.asFloatBuffer().put(constant.values()));
  }

  static OnnxTensor scalar(float value) {
    return new OnnxTensor(
        "number " + value, List.of(), FLOAT, Float.BYTES, (into, weights) -> into.putFloat(value));
  }

  /** A list of integers, as operations take shapes and places. */
  static OnnxTensor integers(List<Long> values) {
    return new OnnxTensor(
        "integers " + values,
        List.of((long) values.size()),
        INT64,
        (long) values.size() * Long.BYTES,
        (into, weights) -> values.forEach(into::putLong));
  }

  /** Returns the message without its values, which are written behind it. */
  ProtoMessage head() {
    ProtoMessage tensor = new ProtoMessage();
    sizes.forEach(size -> tensor.number(DIMENSION, size));
    return tensor.number(DATA_TYPE, type).text(NAME, name).head(RAW_DATA, bytes);
  }

  /** Returns the values. */
  ByteBuffer values(Weights weights) throws IOException {
    ByteBuffer values = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    content.writeTo(values, weights);
    return values.clear();
  }
}
