package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations that keep books instead of computing: an array is only its shape.
 *
 * <p>FLOPs are those of convolutions, dense layers and matrix products, two for each multiplication
 * with its addition; work by element is not counted. Activation bytes are those of every
 * operation's result, an upper bound of what a forward pass keeps. What is done between two layers
 * is booked on the second.
 */
public final class CostOps implements TensorOps<Dims> {
  /**
   * One layer's books.
   *
   * @param name the layer's name with its part
   * @param output the shape of its result
   * @param parameters trained values met for the first time
   * @param flops of the forward pass
   * @param activationBytes of all results inside the layer
   */
  public record Row(String name, Dims output, long parameters, long flops, long activationBytes) {}

  private final Map<String, Parameter> met = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private long parameters;
  private long flops;
  private long bytes;

  /** Returns one row for each call of a layer, in order. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Returns the parameters that were met, in the order of their first use. */
  public List<Parameter> parameters() {
    return List.copyOf(met.values());
  }

  /**
   * Books what was done since the layer before.
   *
   * @throws IllegalArgumentException if the name has no part
   */
  @Override
  public Dims layer(String name, Dims result) {
    if (name.indexOf('/') < 1) {
      throw new IllegalArgumentException(
          "a layer's name must begin with its part, such as encoder/down1, got " + name);
    }
    rows.add(new Row(name, result, parameters, flops, bytes));
    parameters = 0;
    flops = 0;
    bytes = 0;
    return result;
  }

  @Override
  public Dims dims(Dims x) {
    return x;
  }

  @Override
  public Dims parameter(Parameter parameter) {
    if (met.putIfAbsent(parameter.name(), parameter) == null) {
      parameters += parameter.dims().count();
    }
    return parameter.dims();
  }

  @Override
  public Dims constant(Constant constant) {
    return constant.dims();
  }

  @Override
  public Dims conv2d(Dims x, Dims weight, Dims bias, int stride, int padding) {
    Dims result = ShapeRules.conv2d(x, weight, stride, padding);
    flops += 2 * result.count() * weight.count() / weight.at(0);
    return made(result);
  }

  @Override
  public Dims depthwiseConv2d(Dims x, Dims weight, Dims bias, int stride, int padding) {
    Dims result = ShapeRules.depthwiseConv2d(x, weight, stride, padding);
    flops += 2 * result.count() * weight.at(2) * weight.at(3);
    return made(result);
  }

  @Override
  public Dims dense(Dims x, Dims weight, Dims bias) {
    return matmul(x, weight);
  }

  @Override
  public Dims matmul(Dims left, Dims right) {
    Dims result = ShapeRules.matmul(left, right);
    flops += 2 * result.count() * left.at(-1);
    return made(result);
  }

  @Override
  public Dims add(Dims a, Dims b) {
    return made(ShapeRules.broadcast(a, b));
  }

  @Override
  public Dims sub(Dims a, Dims b) {
    return made(ShapeRules.broadcast(a, b));
  }

  @Override
  public Dims mul(Dims a, Dims b) {
    return made(ShapeRules.broadcast(a, b));
  }

  @Override
  public Dims div(Dims a, Dims b) {
    return made(ShapeRules.broadcast(a, b));
  }

  @Override
  public Dims affine(Dims x, double scale, double shift) {
    return made(x);
  }

  @Override
  public Dims leakyRelu(Dims x, double slope) {
    return made(x);
  }

  @Override
  public Dims cos(Dims x) {
    return made(x);
  }

  @Override
  public Dims sigmoid(Dims x) {
    return made(x);
  }

  @Override
  public Dims exp(Dims x) {
    return made(x);
  }

  @Override
  public Dims log(Dims x) {
    return made(x);
  }

  @Override
  public Dims square(Dims x) {
    return made(x);
  }

  @Override
  public Dims rsqrt(Dims x) {
    return made(x);
  }

  @Override
  public Dims abs(Dims x) {
    return made(x);
  }

  @Override
  public Dims clamp(Dims x, double low, double high) {
    return made(x);
  }

  @Override
  public Dims oneWhereZero(Dims x) {
    return made(x);
  }

  @Override
  public Dims meanPerSample(Dims x) {
    return made(Dims.of(x.at(0), 1));
  }

  @Override
  public Dims depthToSpace(Dims x, int block) {
    return made(ShapeRules.depthToSpace(x, block));
  }

  @Override
  public Dims concat(List<Dims> parts, int axis) {
    return made(ShapeRules.concat(parts, axis));
  }

  @Override
  public Dims part(Dims x, int axis, int start, int count) {
    return x.with(axis, count);
  }

  @Override
  public Dims flatten(Dims x) {
    return ShapeRules.flatten(x);
  }

  @Override
  public Dims unflatten(Dims x, int channels, int height, int width) {
    return ShapeRules.unflatten(x, channels, height, width);
  }

  private Dims made(Dims result) {
    bytes += Float.BYTES * result.count();
    return result;
  }
}
