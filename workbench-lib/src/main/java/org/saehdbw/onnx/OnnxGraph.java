package org.saehdbw.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Dims;

/** A graph while it is built: ONNX's message {@code GraphProto}. Every value has its shape. */
final class OnnxGraph {
  /** What DeepFaceLab calls the graph of a model. */
  private static final String NAME = "SAEHD";

  private static final int NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int VALUE = 13;

  private final List<OnnxValue> inputs = new ArrayList<>();
  private final List<OnnxValue> outputs = new ArrayList<>();
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
  private int labelled;

  /** Declares the next input. */
  OnnxValue input(OnnxValue value) {
    inputs.add(value);
    return value;
  }

  /** Adds a fixed array; one of the same name is the same. Returns its name. */
  String tensor(OnnxTensor tensor) {
    tensors.putIfAbsent(tensor.name(), tensor);
    return tensor.name();
  }

  /** Adds an operation and returns what it gives. */
  OnnxValue node(
      String operation,
      List<String> of,
      Dims dims,
      boolean batched,
      List<ProtoMessage> attributes) {
    OnnxValue result = new OnnxValue("t" + nodes.size(), dims, batched);
    nodes.add(new OnnxNode(operation, "", of, result, attributes));
    return result;
  }

  /** Makes what the last operation gave the next output, under a name. */
  void output(String name) {
    int last = nodes.size() - 1;
    OnnxNode node = nodes.get(last);
    OnnxValue value = new OnnxValue(name, node.output().dims(), node.output().batched());
    nodes.set(
        last,
        new OnnxNode(node.operation(), node.layer(), node.inputs(), value, node.attributes()));
    outputs.add(value);
  }

  /** Says which layer the operations since the layer before belong to. */
  void layer(String name) {
    while (labelled < nodes.size()) {
      nodes.set(labelled, nodes.get(labelled).of(name));
      labelled++;
    }
  }

  /** Returns the fixed arrays, in the order of their first use. */
  List<OnnxTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /** Returns the message without its fixed arrays, which are written behind it. */
  ProtoMessage head() {
    ProtoMessage graph = new ProtoMessage();
    for (int place = 0; place < nodes.size(); place++) {
      graph.message(NODE, nodes.get(place).toProto(place));
    }
    graph.text(GRAPH_NAME, NAME);
    inputs.forEach(input -> graph.message(INPUT, input.toProto()));
    outputs.forEach(output -> graph.message(OUTPUT, output.toProto()));
    for (OnnxNode node : nodes) {
      if (!outputs.contains(node.output())) {
        graph.message(VALUE, node.output().toProto());
      }
    }
    return graph;
  }
}
