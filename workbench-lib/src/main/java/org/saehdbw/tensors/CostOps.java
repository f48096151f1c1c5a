package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Operations that keep books instead of computing: an array is only its shape.
 *
 * <p>FLOPs are those of convolutions and of dense layers with matrix products, two for each
 * multiplication with its addition; work by element is not counted. Backward, a convolution costs
 * its forward FLOPs twice, for its weights and for its input; by that convention also the first
 * one, whose input are pictures that need no gradient (0.1 to 0.3 % of a model). A convolution
 * whose weights are not trained costs them once if a gradient flows to its input, else never. A
 * product costs them once for each factor that a gradient flows to. What is done between two layers
 * is booked on the second.
 *
 * <p>Activation bytes are those of every operation's result. Kept bytes are those of the arrays
 * that the backward pass still needs, each counted once however often it is used: operands of
 * convolutions and products, what an activation was made of or gave. Arrays are distinguished by
 * identity, so every operation returns dims of its own.
 */
public final class CostOps implements TensorOps<Dims> {
  /**
   * FLOPs by kind.
   *
   * @param convolution of convolutions
   * @param dense of dense layers and matrix products
   */
  public record Work(long convolution, long dense) {
    /** No work. */
    public static final Work NONE = new Work(0, 0);

    /** Returns all FLOPs. */
    public long total() {
      return convolution + dense;
    }

    /** Returns the sum of both kinds each. */
    public Work plus(Work other) {
      return new Work(convolution + other.convolution, dense + other.dense);
    }
  }

  /**
   * One layer's books.
   *
   * @param name the layer's name with its part
   * @param output the shape of its result
   * @param parameters trained values met for the first time
   * @param forward FLOPs of the forward pass
   * @param backward FLOPs of the gradients
   * @param activationBytes of all results inside the layer
   * @param keptBytes of the arrays that the layer keeps for the backward pass
   */
  public record Row(
      String name,
      Dims output,
      long parameters,
      Work forward,
      Work backward,
      long activationBytes,
      long keptBytes) {
    /** Returns the FLOPs of the forward pass. */
    public long flops() {
      return forward.total();
    }
  }

  private final Predicate<Parameter> trained;
  private final Map<String, Parameter> met = new LinkedHashMap<>();
  private final Set<Dims> flowing = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Dims> fixed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Dims> held = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Dims, Dims> views = new IdentityHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private long parameters;
  private Work forward = Work.NONE;
  private Work backward = Work.NONE;
  private long bytes;
  private long kept;

  /** Makes empty books in which all parameters are trained. */
  public CostOps() {
    this(parameter -> true);
  }

  /**
   * Makes empty books.
   *
   * @param trained which parameters get gradients; the others are used as they are
   */
  public CostOps(Predicate<Parameter> trained) {
    this.trained = trained;
  }

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
    rows.add(new Row(name, result, parameters, forward, backward, bytes, kept));
    parameters = 0;
    forward = Work.NONE;
    backward = Work.NONE;
    bytes = 0;
    kept = 0;
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
    Dims own = copy(parameter.dims());
    (trained.test(parameter) ? flowing : fixed).add(own);
    held.add(own);
    return own;
  }

  @Override
  public Dims constant(Constant constant) {
    Dims own = copy(constant.dims());
    held.add(own);
    return own;
  }

  @Override
  public Dims conv2d(Dims x, Dims weight, Dims bias, int stride, int padding) {
    Dims result = ShapeRules.conv2d(x, weight, stride, padding);
    long flops = 2 * result.count() * weight.count() / weight.at(0);
    convolve(flops, x, weight);
    return made(result, x, weight, bias);
  }

  @Override
  public Dims depthwiseConv2d(Dims x, Dims weight, Dims bias, int stride, int padding) {
    Dims result = ShapeRules.depthwiseConv2d(x, weight, stride, padding);
    long flops = 2 * result.count() * weight.at(2) * weight.at(3);
    convolve(flops, x, weight);
    return made(result, x, weight, bias);
  }

  @Override
  public Dims transposedConv2d(Dims x, Dims weight, Dims bias, int stride) {
    Dims result = ShapeRules.transposedConv2d(x, weight, stride);
    long flops = 2 * x.count() * weight.count() / weight.at(0);
    convolve(flops, x, weight);
    return made(result, x, weight, bias);
  }

  @Override
  public Dims dense(Dims x, Dims weight, Dims bias) {
    return matmul(x, weight);
  }

  @Override
  public Dims matmul(Dims left, Dims right) {
    Dims result = ShapeRules.matmul(left, right);
    long flops = 2 * result.count() * left.at(-1);
    forward = forward.plus(new Work(0, flops));
    backward = backward.plus(new Work(0, flops * flowing(left, right)));
    keepProduct(left, right);
    return made(result, left, right);
  }

  @Override
  public Dims add(Dims a, Dims b) {
    return made(ShapeRules.broadcast(a, b), a, b);
  }

  @Override
  public Dims sub(Dims a, Dims b) {
    return made(ShapeRules.broadcast(a, b), a, b);
  }

  @Override
  public Dims mul(Dims a, Dims b) {
    keepProduct(a, b);
    return made(ShapeRules.broadcast(a, b), a, b);
  }

  @Override
  public Dims div(Dims a, Dims b) {
    keep(b, a, b);
    keep(a, b);
    return made(ShapeRules.broadcast(a, b), a, b);
  }

  @Override
  public Dims affine(Dims x, double scale, double shift) {
    return made(x, x);
  }

  @Override
  public Dims leakyRelu(Dims x, double slope) {
    return ofOperand(x);
  }

  @Override
  public Dims cos(Dims x) {
    return ofOperand(x);
  }

  @Override
  public Dims sigmoid(Dims x) {
    return ofResult(x);
  }

  @Override
  public Dims exp(Dims x) {
    return ofResult(x);
  }

  @Override
  public Dims log(Dims x) {
    return ofOperand(x);
  }

  @Override
  public Dims square(Dims x) {
    return ofOperand(x);
  }

  @Override
  public Dims rsqrt(Dims x) {
    return ofResult(x);
  }

  @Override
  public Dims stop(Dims x) {
    Dims own = copy(x);
    views.put(own, views.getOrDefault(x, x));
    return own;
  }

  @Override
  public Dims abs(Dims x) {
    return ofOperand(x);
  }

  @Override
  public Dims clamp(Dims x, double low, double high) {
    return ofOperand(x);
  }

  @Override
  public Dims oneWhereZero(Dims x) {
    return made(x, x);
  }

  @Override
  public Dims meanPerSample(Dims x) {
    return made(Dims.of(x.at(0), 1), x);
  }

  @Override
  public Dims depthToSpace(Dims x, int block) {
    return made(ShapeRules.depthToSpace(x, block), x);
  }

  @Override
  public Dims concat(List<Dims> parts, int axis) {
    Dims result = made(ShapeRules.concat(parts, axis), parts.toArray(Dims[]::new));
    if (fixed.containsAll(parts)) {
      fixed.add(result);
    }
    return result;
  }

  @Override
  public Dims part(Dims x, int axis, int start, int count) {
    return view(x, x.with(axis, count));
  }

  @Override
  public Dims flatten(Dims x) {
    return view(x, ShapeRules.flatten(x));
  }

  @Override
  public Dims unflatten(Dims x, int channels, int height, int width) {
    return view(x, ShapeRules.unflatten(x, channels, height, width));
  }

  private void convolve(long flops, Dims x, Dims weight) {
    int gradients = fixed.contains(weight) ? flowing(x) : 2;
    forward = forward.plus(new Work(flops, 0));
    backward = backward.plus(new Work(flops * gradients, 0));
    keepProduct(x, weight);
  }

  private Dims ofOperand(Dims x) {
    keep(x, x);
    return made(x, x);
  }

  private Dims ofResult(Dims x) {
    Dims result = made(x, x);
    keep(result, x);
    return result;
  }

  /** Each factor is needed for the other one's gradient. */
  private void keepProduct(Dims a, Dims b) {
    keep(a, b);
    keep(b, a);
  }

  /** Books an array as kept, once, if a gradient flows to one of those that need it. */
  private void keep(Dims array, Dims... forTheSakeOf) {
    Dims whole = views.getOrDefault(array, array);
    if (flowing(forTheSakeOf) > 0 && held.add(whole)) {
      kept += Float.BYTES * whole.count();
    }
  }

  private int flowing(Dims... arrays) {
    int count = 0;
    for (Dims array : arrays) {
      if (flowing.contains(array)) {
        count++;
      }
    }
    return count;
  }

  private Dims made(Dims result, Dims... operands) {
    bytes += Float.BYTES * result.count();
    return follows(copy(result), operands);
  }

  private Dims view(Dims whole, Dims result) {
    Dims own = copy(result);
    views.put(own, views.getOrDefault(whole, whole));
    return follows(own, whole);
  }

  private Dims follows(Dims own, Dims... operands) {
    if (flowing(operands) > 0) {
      flowing.add(own);
    }
    return own;
  }

  private static Dims copy(Dims dims) {
    return new Dims(dims.sizes());
  }
}
