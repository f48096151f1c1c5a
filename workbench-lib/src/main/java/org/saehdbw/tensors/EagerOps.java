package org.saehdbw.tensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Operations done at once on DJL arrays: the readable form, against which the others are tested.
 *
 * <p>Every result belongs to the scope given here, not to the scope of its operands. Scalars are
 * arrays of the scope too: DJL 0.35.1 frees the scalar of {@code NDArray.mul(Number)} and its like
 * while autograd still points to it, and after a garbage collection gradients are silently wrong.
 */
public final class EagerOps implements TensorOps<NDArray> {
  private final NDManager scope;
  private final Function<Parameter, NDArray> parameters;
  private final BiConsumer<String, NDArray> watch;
  private final Map<String, NDArray> constants = new HashMap<>();
  private final Map<Double, NDArray> scalars = new HashMap<>();

  /**
   * Works in a scope.
   *
   * @param scope owns all results, which live until it is closed
   * @param parameters finds a parameter's array, which stays its owner's
   */
  public EagerOps(NDManager scope, Function<Parameter, NDArray> parameters) {
    this(scope, parameters, (layer, result) -> {});
  }

  /**
   * Works in a scope and shows what each layer gives.
   *
   * @param scope owns all results, which live until it is closed
   * @param parameters finds a parameter's array, which stays its owner's
   * @param watch receives each layer's name and result, in order of use; it must leave them alone
   */
  public EagerOps(
      NDManager scope, Function<Parameter, NDArray> parameters, BiConsumer<String, NDArray> watch) {
    this.scope = scope;
    this.parameters = parameters;
    this.watch = watch;
  }

  @Override
  public Dims dims(NDArray x) {
    long[] shape = x.getShape().getShape();
    int[] sizes = new int[shape.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape[i]);
    }
    return Dims.of(sizes);
  }

  @Override
  public NDArray parameter(Parameter parameter) {
    return parameters.apply(parameter);
  }

  @Override
  public NDArray constant(Constant constant) {
    return constants.computeIfAbsent(
        constant.name(),
        n -> scope.create(constant.values(), new Shape(constant.dims().toLongs())));
  }

  @Override
  public NDArray conv2d(NDArray x, NDArray weight, NDArray bias, int stride, int padding) {
    return convolution(x, weight, bias, stride, padding, 1);
  }

  @Override
  public NDArray depthwiseConv2d(NDArray x, NDArray weight, NDArray bias, int stride, int padding) {
    ShapeRules.depthwiseConv2d(dims(x), dims(weight), stride, padding);
    int channels = Math.toIntExact(x.getShape().get(1));
    return convolution(x, weight, bias, stride, padding, channels);
  }

  private NDArray convolution(
      NDArray x, NDArray weight, NDArray bias, int stride, int padding, int groups) {
    NDList result =
        x.getNDArrayInternal()
            .convolution(
                x,
                weight,
                bias,
                new Shape(stride, stride),
                new Shape(padding, padding),
                new Shape(1, 1),
                groups);
    return own(result.singletonOrThrow());
  }

  /** DJL has no transposed convolution: every tap's products are made and moved to their places. */
  @Override
  public NDArray transposedConv2d(NDArray x, NDArray weight, NDArray bias, int stride) {
    Dims from = dims(x);
    Dims out = ShapeRules.transposedConv2d(from, dims(weight), stride);
    int kernel = dims(weight).at(2);
    int channels = out.at(1);
    NDArray taps =
        own(own(weight.transpose(2, 3, 1, 0)).reshape(kernel * kernel * channels, -1, 1, 1));
    NDArray products =
        conv2d(x, taps, own(scope.zeros(new Shape(kernel * kernel * channels))), 1, 0);
    NDArray sum = own(bias.reshape(1, channels, 1, 1));
    for (int tap = 0; tap < kernel * kernel; tap++) {
      NDArray rows = constant(Placement.rows(from.at(2), stride, kernel, tap / kernel));
      NDArray columns = constant(Placement.columns(from.at(3), stride, kernel, tap % kernel));
      NDArray one = part(products, 1, tap * channels, channels);
      sum = add(sum, matmul(matmul(rows, one), columns));
    }
    return sum;
  }

  @Override
  public NDArray dense(NDArray x, NDArray weight, NDArray bias) {
    return own(own(x.matMul(weight)).add(bias));
  }

  @Override
  public NDArray matmul(NDArray left, NDArray right) {
    return own(left.matMul(right));
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return own(a.add(b));
  }

  @Override
  public NDArray sub(NDArray a, NDArray b) {
    return own(a.sub(b));
  }

  @Override
  public NDArray mul(NDArray a, NDArray b) {
    return own(a.mul(b));
  }

  @Override
  public NDArray div(NDArray a, NDArray b) {
    return own(a.div(b));
  }

  @Override
  public NDArray affine(NDArray x, double scale, double shift) {
    NDArray scaled = scale == 1 ? x : own(x.mul(scalar(scale)));
    return shift == 0 ? scaled : own(scaled.add(scalar(shift)));
  }

  @Override
  public NDArray leakyRelu(NDArray x, double slope) {
    return own(Activation.leakyRelu(x, (float) slope));
  }

  @Override
  public NDArray cos(NDArray x) {
    return own(x.cos());
  }

  @Override
  public NDArray sigmoid(NDArray x) {
    return own(Activation.sigmoid(x));
  }

  @Override
  public NDArray exp(NDArray x) {
    return own(x.exp());
  }

  @Override
  public NDArray log(NDArray x) {
    return own(x.log());
  }

  @Override
  public NDArray square(NDArray x) {
    return own(x.mul(x));
  }

  @Override
  public NDArray rsqrt(NDArray x) {
    return own(scalar(1).div(own(x.sqrt())));
  }

  @Override
  public NDArray stop(NDArray x) {
    return own(x.stopGradient());
  }

  @Override
  public NDArray abs(NDArray x) {
    return own(x.abs());
  }

  @Override
  public NDArray clamp(NDArray x, double low, double high) {
    return own(own(x.maximum(scalar(low))).minimum(scalar(high)));
  }

  @Override
  public NDArray oneWhereZero(NDArray x) {
    NDArray zeros = own(own(x.eq(scalar(0))).toType(DataType.FLOAT32, false));
    return own(x.add(zeros));
  }

  @Override
  public NDArray meanPerSample(NDArray x) {
    return own(own(x.reshape(x.getShape().get(0), -1)).mean(new int[] {1}, true));
  }

  @Override
  public NDArray depthToSpace(NDArray x, int block) {
    Dims out = ShapeRules.depthToSpace(dims(x), block);
    long n = out.at(0);
    long c = out.at(1);
    NDArray split = own(x.reshape(n, block, block, c, out.at(2) / block, out.at(3) / block));
    return own(own(split.transpose(0, 3, 4, 1, 5, 2)).reshape(n, c, out.at(2), out.at(3)));
  }

  @Override
  public NDArray concat(List<NDArray> parts, int axis) {
    return own(NDArrays.concat(new NDList(parts), axis));
  }

  @Override
  public NDArray part(NDArray x, int axis, int start, int count) {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < axis; i++) {
      index.append(":, ");
    }
    return own(x.get(index.toString() + start + ":" + (start + count)));
  }

  @Override
  public NDArray flatten(NDArray x) {
    return own(x.reshape(x.getShape().get(0), -1));
  }

  @Override
  public NDArray unflatten(NDArray x, int channels, int height, int width) {
    return own(x.reshape(x.getShape().get(0), channels, height, width));
  }

  @Override
  public NDArray layer(String name, NDArray result) {
    watch.accept(name, result);
    return result;
  }

  private NDArray scalar(double value) {
    return scalars.computeIfAbsent(value, v -> scope.create(v.floatValue()));
  }

  private NDArray own(NDArray result) {
    result.attach(scope);
    return result;
  }
}
