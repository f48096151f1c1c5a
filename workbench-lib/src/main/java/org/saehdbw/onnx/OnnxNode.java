package org.saehdbw.onnx;

import java.util.List;

/**
 * One operation of a graph: ONNX's message {@code NodeProto}.
 *
 * @param operation ONNX's name of the operation, such as {@code Conv}
 * @param layer the layer that it belongs to; empty between layers
 * @param inputs names of values and tensors
 * @param output the value that it gives
 * @param attributes as {@link OnnxAttribute} makes them
 */
record OnnxNode(
    String operation,
    String layer,
    List<String> inputs,
    OnnxValue output,
    List<ProtoMessage> attributes) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OPERATION = 4;
  private static final int ATTRIBUTE = 5;

  OnnxNode {
    inputs = List.copyOf(inputs);
    attributes = List.copyOf(attributes);
  }

  OnnxNode of(String name) {
    return new OnnxNode(operation, name, inputs, output, attributes);
  }

  /** Returns the message; the place in the graph makes the node's name a unique one. */
  ProtoMessage toProto(int place) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.text(INPUT, input));
    node.text(OUTPUT, output.name());
    node.text(NAME, (layer.isEmpty() ? "" : layer + "/") + operation + "_" + place);
    node.text(OPERATION, operation);
    attributes.forEach(attribute -> node.message(ATTRIBUTE, attribute));
    return node;
  }
}
