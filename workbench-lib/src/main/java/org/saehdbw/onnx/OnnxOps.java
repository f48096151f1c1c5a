package org.saehdbw.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ShapeRules;
import org.saehdbw.tensors.TensorOps;

/**
 * Operations that build a graph of ONNX, opset {@value OnnxFile#OPSET}: an array is a value of the
 * graph with its shape.
 *
 * <p>Where the input is batched, the number of samples is not known here, and {@code dims} says 1.
 * An operation that would look into the samples' axis, or join samples with a fixed array that has
 * one, throws {@link UnsupportedOperationException} with its name.
 */
final class OnnxOps implements TensorOps<OnnxValue> {
  private final OnnxGraph graph;

  OnnxOps(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Moves axes: axis {@code i} of the result is axis {@code order[i]} of x. */
  OnnxValue transpose(OnnxValue x, int... order) {
    int[] sizes = new int[order.length];
    long[] axes = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      sizes[i] = x.dims().at(order[i]);
      axes[i] = order[i];
    }
    return node("Transpose", Dims.of(sizes), List.of(x), OnnxAttribute.numbers("perm", axes));
  }

  @Override
  public Dims dims(OnnxValue x) {
    return x.dims();
  }

  @Override
  public OnnxValue parameter(Parameter parameter) {
    return new OnnxValue(graph.tensor(OnnxTensor.of(parameter)), parameter.dims(), false);
  }

  @Override
  public OnnxValue constant(Constant constant) {
    return new OnnxValue(graph.tensor(OnnxTensor.of(constant)), constant.dims(), false);
  }

  @Override
  public OnnxValue layer(String name, OnnxValue result) {
    graph.layer(name);
    return result;
  }

  @Override
  public OnnxValue conv2d(OnnxValue x, OnnxValue weight, OnnxValue bias, int stride, int padding) {
    Dims dims = ShapeRules.conv2d(x.dims(), weight.dims(), stride, padding);
    return convolution("Conv", dims, List.of(x, weight, bias), stride, padding, padding, 1);
  }

  @Override
  public OnnxValue depthwiseConv2d(
      OnnxValue x, OnnxValue weight, OnnxValue bias, int stride, int padding) {
    Dims dims = ShapeRules.depthwiseConv2d(x.dims(), weight.dims(), stride, padding);
    int groups = x.dims().at(1);
    return convolution("Conv", dims, List.of(x, weight, bias), stride, padding, padding, groups);
  }

  @Override
  public OnnxValue transposedConv2d(OnnxValue x, OnnxValue weight, OnnxValue bias, int stride) {
    Dims dims = ShapeRules.transposedConv2d(x.dims(), weight.dims(), stride);
    int kernel = weight.dims().at(2);
    int front = ShapeRules.droppedInFront(kernel, stride);
    int behind = kernel - stride - front;
    return convolution("ConvTranspose", dims, List.of(x, weight, bias), stride, front, behind, 1);
  }

  private OnnxValue convolution(
      String operation,
      Dims dims,
      List<OnnxValue> of,
      int stride,
      int front,
      int behind,
      int groups) {
    requireFixed("a convolution with weights that depend on the samples", of.get(1), of.get(2));
    Dims kernel = of.get(1).dims();
    return node(
        operation,
        dims,
        of,
        OnnxAttribute.numbers("kernel_shape", kernel.at(2), kernel.at(3)),
        OnnxAttribute.numbers("strides", stride, stride),
        OnnxAttribute.numbers("pads", front, front, behind, behind),
        OnnxAttribute.number("group", groups));
  }

  @Override
  public OnnxValue dense(OnnxValue x, OnnxValue weight, OnnxValue bias) {
    requireFixed("a dense layer with weights that depend on the samples", weight, bias);
    return node("Gemm", ShapeRules.matmul(x.dims(), weight.dims()), List.of(x, weight, bias));
  }

  @Override
  public OnnxValue matmul(OnnxValue left, OnnxValue right) {
    Dims dims = ShapeRules.matmul(left.dims(), right.dims());
    int rank = dims.rank();
    for (OnnxValue one : List.of(left, right)) {
      boolean rows = one == left && !right.batched();
      if (one.batched() && (one.dims().rank() < rank || rank == 2 && !rows)) {
        throw refused("matmul over the samples' axis");
      }
    }
    if (rank > 2) {
      requireSameSamples("matmul", rank, left, right);
    }
    return node("MatMul", dims, List.of(left, right));
  }

  @Override
  public OnnxValue add(OnnxValue a, OnnxValue b) {
    return binary("Add", a, b);
  }

  @Override
  public OnnxValue sub(OnnxValue a, OnnxValue b) {
    return binary("Sub", a, b);
  }

  @Override
  public OnnxValue mul(OnnxValue a, OnnxValue b) {
    return binary("Mul", a, b);
  }

  @Override
  public OnnxValue div(OnnxValue a, OnnxValue b) {
    return binary("Div", a, b);
  }

  @Override
  public OnnxValue affine(OnnxValue x, double scale, double shift) {
    OnnxValue scaled = scale == 1 ? x : node("Mul", x.dims(), List.of(x, scalar(scale)));
    return shift == 0 ? scaled : node("Add", x.dims(), List.of(scaled, scalar(shift)));
  }

  @Override
  public OnnxValue leakyRelu(OnnxValue x, double slope) {
    return node("LeakyRelu", x.dims(), List.of(x), OnnxAttribute.decimal("alpha", slope));
  }

  @Override
  public OnnxValue cos(OnnxValue x) {
    return unary("Cos", x);
  }

  @Override
  public OnnxValue sigmoid(OnnxValue x) {
    return unary("Sigmoid", x);
  }

  @Override
  public OnnxValue exp(OnnxValue x) {
    return unary("Exp", x);
  }

  @Override
  public OnnxValue log(OnnxValue x) {
    return unary("Log", x);
  }

  @Override
  public OnnxValue square(OnnxValue x) {
    return binary("Mul", x, x);
  }

  @Override
  public OnnxValue rsqrt(OnnxValue x) {
    return unary("Reciprocal", unary("Sqrt", x));
  }

  /** A file has no gradients. */
  @Override
  public OnnxValue stop(OnnxValue x) {
    return x;
  }

  @Override
  public OnnxValue abs(OnnxValue x) {
    return unary("Abs", x);
  }

  @Override
  public OnnxValue clamp(OnnxValue x, double low, double high) {
    return node("Clip", x.dims(), List.of(x, scalar(low), scalar(high)));
  }

  @Override
  public OnnxValue oneWhereZero(OnnxValue x) {
    OnnxValue isNotZero = square(unary("Sign", x));
    return add(x, affine(isNotZero, -1, 1));
  }

  @Override
  public OnnxValue meanPerSample(OnnxValue x) {
    return node(
        "ReduceMean",
        Dims.of(x.dims().at(0), 1),
        List.of(x.dims().rank() == 2 ? x : flatten(x)),
        OnnxAttribute.numbers("axes", 1));
  }

  @Override
  public OnnxValue depthToSpace(OnnxValue x, int block) {
    return node(
        "DepthToSpace",
        ShapeRules.depthToSpace(x.dims(), block),
        List.of(x),
        OnnxAttribute.number("blocksize", block),
        OnnxAttribute.text("mode", "DCR"));
  }

  @Override
  public OnnxValue concat(List<OnnxValue> parts, int axis) {
    Dims dims = ShapeRules.concat(parts.stream().map(OnnxValue::dims).toList(), axis);
    int place = axis < 0 ? dims.rank() + axis : axis;
    if (place == 0) {
      requireFixed("concat along the samples' axis", parts.toArray(OnnxValue[]::new));
    } else if (parts.stream().map(OnnxValue::batched).distinct().count() > 1) {
      throw refused("concat of samples with a fixed array");
    }
    return node("Concat", dims, parts, OnnxAttribute.number("axis", place));
  }

  @Override
  public OnnxValue part(OnnxValue x, int axis, int start, int count) {
    int place = axis < 0 ? x.dims().rank() + axis : axis;
    if (place == 0) {
      requireFixed("a part of the samples", x);
    }
    List<String> of = new ArrayList<>(List.of(x.name()));
    for (long number : new long[] {start, (long) start + count, place}) {
      of.add(graph.tensor(OnnxTensor.integers(List.of(number))));
    }
    return graph.node("Slice", of, x.dims().with(place, count), x.batched(), List.of());
  }

  @Override
  public OnnxValue flatten(OnnxValue x) {
    return node(
        "Flatten", ShapeRules.flatten(x.dims()), List.of(x), OnnxAttribute.number("axis", 1));
  }

  /** In the new shape 0 stands for the size that the axis has. */
  @Override
  public OnnxValue unflatten(OnnxValue x, int channels, int height, int width) {
    Dims dims = ShapeRules.unflatten(x.dims(), channels, height, width);
    List<Long> shape = List.of(0L, (long) channels, (long) height, (long) width);
    String name = graph.tensor(OnnxTensor.integers(shape));
    return graph.node("Reshape", List.of(x.name(), name), dims, x.batched(), List.of());
  }

  private OnnxValue unary(String operation, OnnxValue x) {
    return node(operation, x.dims(), List.of(x));
  }

  private OnnxValue binary(String operation, OnnxValue a, OnnxValue b) {
    Dims dims = ShapeRules.broadcast(a.dims(), b.dims());
    requireSameSamples("an operation by element", dims.rank(), a, b);
    return node(operation, dims, List.of(a, b));
  }

  private OnnxValue scalar(double value) {
    return new OnnxValue(graph.tensor(OnnxTensor.scalar((float) value)), Dims.of(), false);
  }

  private OnnxValue node(
      String operation, Dims dims, List<OnnxValue> of, ProtoMessage... attributes) {
    return graph.node(
        operation,
        of.stream().map(OnnxValue::name).toList(),
        dims,
        of.stream().anyMatch(OnnxValue::batched),
        List.of(attributes));
  }

  /** A fixed array has one sample, which is used for all, or no axis of samples. */
  private static void requireSameSamples(String operation, int rank, OnnxValue a, OnnxValue b) {
    boolean fits =
        Stream.of(a, b).noneMatch(OnnxValue::batched)
            || Stream.of(a, b)
                .filter(x -> !x.batched() && x.dims().rank() == rank)
                .allMatch(x -> x.dims().at(0) == 1);
    if (!fits) {
      throw refused(operation + " of samples with an array of several");
    }
  }

  private static void requireFixed(String operation, OnnxValue... of) {
    if (Stream.of(of).anyMatch(OnnxValue::batched)) {
      throw refused(operation);
    }
  }

  private static UnsupportedOperationException refused(String operation) {
    return new UnsupportedOperationException(
        operation + " cannot be expressed for any number of faces");
  }
}
