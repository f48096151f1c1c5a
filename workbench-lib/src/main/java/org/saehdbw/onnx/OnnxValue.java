package org.saehdbw.onnx;

import org.saehdbw.tensors.Dims;

/**
 * A value of a graph: float32.
 *
 * @param name unique in its graph
 * @param dims its axes; the first is 1 where the value is batched
 * @param batched whether its first axis is that of the samples and has any size
 */
record OnnxValue(String name, Dims dims, boolean batched) {
  /** What files call the size of the samples' axis. */
  private static final String BATCH = "batch";

  private static final int NAME = 1;
  private static final int TYPE = 2;

  private static final int TENSOR_TYPE = 1;
  private static final int ELEMENT_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIMENSION = 1;
  private static final int DIMENSION_VALUE = 1;
  private static final int DIMENSION_NAME = 2;

  /** Returns ONNX's message {@code ValueInfoProto}: name, type and shape. */
  ProtoMessage toProto() {
    ProtoMessage shape = new ProtoMessage();
    for (int axis = 0; axis < dims.rank(); axis++) {
      ProtoMessage dimension = new ProtoMessage();
      shape.message(
          DIMENSION,
          axis == 0 && batched
              ? dimension.text(DIMENSION_NAME, BATCH)
              : dimension.number(DIMENSION_VALUE, dims.at(axis)));
    }
    ProtoMessage tensor =
        new ProtoMessage().number(ELEMENT_TYPE, OnnxTensor.FLOAT).message(SHAPE, shape);
    return new ProtoMessage()
        .text(NAME, name)
        .message(TYPE, new ProtoMessage().message(TENSOR_TYPE, tensor));
  }
}
