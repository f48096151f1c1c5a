package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * Operations in double precision by plain loops, without an engine: slow, but exact enough that the
 * difference of two values is a derivative. For small cases: values worked by hand, and gradients
 * checked by finite differences.
 */
public final class DoubleOps implements TensorOps<DoubleOps.Array> {
  /**
   * Values with their axes.
   *
   * @param dims the axes
   * @param values in row-major order; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // Read, never compared as a whole.
  public record Array(Dims dims, double[] values) {
    /** Checks that the values fill the axes. */
    public Array {
      if (values.length != dims.count()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "%s needs %d values, got %d", dims, dims.count(), values.length));
      }
    }

    /** Returns an array of these values. */
    public static Array of(Dims dims, double... values) {
      return new Array(dims, values);
    }
  }

  private final Function<Parameter, Array> parameters;

  /**
   * Works with parameters.
   *
   * @param parameters finds a parameter's values
   */
  public DoubleOps(Function<Parameter, Array> parameters) {
    this.parameters = parameters;
  }

  /** Works without parameters, as losses do. */
  public DoubleOps() {
    this(
        p -> {
          throw new IllegalArgumentException("no parameter is known here, asked for " + p.name());
        });
  }

  @Override
  public Dims dims(Array x) {
    return x.dims();
  }

  @Override
  public Array parameter(Parameter parameter) {
    return parameters.apply(parameter);
  }

  @Override
  public Array constant(Constant constant) {
    double[] values = new double[constant.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = constant.values()[i];
    }
    return new Array(constant.dims(), values);
  }

  @Override
  public Array conv2d(Array x, Array weight, Array bias, int stride, int padding) {
    Dims out = ShapeRules.conv2d(x.dims(), weight.dims(), stride, padding);
    return convolution(out, x, weight, bias, stride, padding);
  }

  @Override
  public Array depthwiseConv2d(Array x, Array weight, Array bias, int stride, int padding) {
    ShapeRules.depthwiseConv2d(x.dims(), weight.dims(), stride, padding);
    List<Array> channels = new ArrayList<>();
    for (int c = 0; c < x.dims().at(1); c++) {
      Array kernel = part(weight, 0, c, 1);
      channels.add(conv2d(part(x, 1, c, 1), kernel, part(bias, 0, c, 1), stride, padding));
    }
    return concat(channels, 1);
  }

  private static Array convolution(
      Dims out, Array x, Array weight, Array bias, int stride, int padding) {
    double[] result = new double[Math.toIntExact(out.count())];
    int at = 0;
    for (int n = 0; n < out.at(0); n++) {
      for (int o = 0; o < out.at(1); o++) {
        for (int row = 0; row < out.at(2); row++) {
          for (int column = 0; column < out.at(3); column++) {
            int top = row * stride - padding;
            int left = column * stride - padding;
            result[at++] = bias.values()[o] + window(x, weight, n, o, top, left);
          }
        }
      }
    }
    return new Array(out, result);
  }

  private static double window(Array x, Array weight, int n, int o, int top, int left) {
    int channels = x.dims().at(1);
    int height = x.dims().at(2);
    int width = x.dims().at(3);
    int kernel = weight.dims().at(2);
    int across = weight.dims().at(3);
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      for (int i = Math.max(0, -top); i < Math.min(kernel, height - top); i++) {
        int from = ((n * channels + c) * height + top + i) * width + left;
        int tap = ((o * channels + c) * kernel + i) * across;
        for (int j = Math.max(0, -left); j < Math.min(across, width - left); j++) {
          sum += x.values()[from + j] * weight.values()[tap + j];
        }
      }
    }
    return sum;
  }

  @Override
  public Array transposedConv2d(Array x, Array weight, Array bias, int stride) {
    Dims out = ShapeRules.transposedConv2d(x.dims(), weight.dims(), stride);
    int kernel = weight.dims().at(2);
    int dropped = ShapeRules.droppedInFront(kernel, stride);
    double[] result = new double[Math.toIntExact(out.count())];
    for (int i = 0; i < result.length; i++) {
      int column = i % out.at(3) + dropped;
      int row = i / out.at(3) % out.at(2) + dropped;
      int channel = i / (out.at(3) * out.at(2)) % out.at(1);
      int sample = i / (out.at(3) * out.at(2) * out.at(1));
      result[i] = bias.values()[channel];
      for (int tap = 0; tap < kernel * kernel; tap++) {
        int fromRow = row - tap / kernel;
        int fromColumn = column - tap % kernel;
        if (fromRow % stride == 0 && fromColumn % stride == 0) {
          result[i] +=
              product(x, weight, sample, channel, fromRow / stride, fromColumn / stride, tap);
        }
      }
    }
    return new Array(out, result);
  }

  /** What a position of all input channels adds through one tap; nothing outside the picture. */
  private static double product(
      Array x, Array weight, int sample, int channel, int row, int column, int tap) {
    int height = x.dims().at(2);
    int width = x.dims().at(3);
    double sum = 0;
    if (row < 0 || row >= height || column < 0 || column >= width) {
      return sum;
    }
    int in = x.dims().at(1);
    int taps = weight.dims().at(2) * weight.dims().at(3);
    for (int c = 0; c < in; c++) {
      sum +=
          x.values()[((sample * in + c) * height + row) * width + column]
              * weight.values()[(c * weight.dims().at(1) + channel) * taps + tap];
    }
    return sum;
  }

  @Override
  public Array dense(Array x, Array weight, Array bias) {
    Array row = new Array(Dims.of(1, bias.dims().at(0)), bias.values());
    return add(matmul(x, weight), row);
  }

  @Override
  public Array matmul(Array left, Array right) {
    Dims out = ShapeRules.matmul(left.dims(), right.dims());
    int rows = left.dims().at(-2);
    int inner = left.dims().at(-1);
    int columns = right.dims().at(-1);
    int pieces = Math.toIntExact(out.count() / ((long) rows * columns));
    boolean manyLeft = left.dims().count() > (long) rows * inner;
    boolean manyRight = right.dims().count() > (long) inner * columns;
    double[] result = new double[pieces * rows * columns];
    for (int i = 0; i < result.length; i++) {
      int piece = i / (rows * columns);
      int a = (manyLeft ? piece * rows * inner : 0) + i / columns % rows * inner;
      int b = (manyRight ? piece * inner * columns : 0) + i % columns;
      for (int k = 0; k < inner; k++) {
        result[i] += left.values()[a + k] * right.values()[b + k * columns];
      }
    }
    return new Array(out, result);
  }

  @Override
  public Array add(Array a, Array b) {
    return binary(a, b, Double::sum);
  }

  @Override
  public Array sub(Array a, Array b) {
    return binary(a, b, (x, y) -> x - y);
  }

  @Override
  public Array mul(Array a, Array b) {
    return binary(a, b, (x, y) -> x * y);
  }

  @Override
  public Array div(Array a, Array b) {
    return binary(a, b, (x, y) -> x / y);
  }

  @Override
  public Array affine(Array x, double scale, double shift) {
    return unary(x, v -> v * scale + shift);
  }

  @Override
  public Array leakyRelu(Array x, double slope) {
    return unary(x, v -> v > 0 ? v : slope * v);
  }

  @Override
  public Array cos(Array x) {
    return unary(x, Math::cos);
  }

  @Override
  public Array sigmoid(Array x) {
    return unary(x, v -> 1 / (1 + Math.exp(-v)));
  }

  @Override
  public Array exp(Array x) {
    return unary(x, Math::exp);
  }

  @Override
  public Array log(Array x) {
    return unary(x, Math::log);
  }

  @Override
  public Array square(Array x) {
    return unary(x, v -> v * v);
  }

  @Override
  public Array rsqrt(Array x) {
    return unary(x, v -> 1 / Math.sqrt(v));
  }

  @Override
  public Array stop(Array x) {
    return x;
  }

  @Override
  public Array abs(Array x) {
    return unary(x, Math::abs);
  }

  @Override
  public Array clamp(Array x, double low, double high) {
    return unary(x, v -> Math.min(high, Math.max(low, v)));
  }

  @Override
  public Array oneWhereZero(Array x) {
    return unary(x, v -> v == 0 ? 1 : v);
  }

  @Override
  public Array meanPerSample(Array x) {
    int samples = x.dims().at(0);
    int size = x.values().length / samples;
    double[] result = new double[samples];
    for (int i = 0; i < x.values().length; i++) {
      result[i / size] += x.values()[i] / size;
    }
    return new Array(Dims.of(samples, 1), result);
  }

  @Override
  public Array depthToSpace(Array x, int block) {
    Dims out = ShapeRules.depthToSpace(x.dims(), block);
    int depth = out.at(1);
    int height = out.at(2);
    int width = out.at(3);
    double[] result = new double[x.values().length];
    for (int to = 0; to < result.length; to++) {
      int column = to % width;
      int row = to / width % height;
      int c = to / (width * height) % depth;
      int n = to / (width * height * depth);
      int from = (n * block * block + row % block * block + column % block) * depth + c;
      result[to] =
          x.values()[(from * (height / block) + row / block) * (width / block) + column / block];
    }
    return new Array(out, result);
  }

  @Override
  public Array concat(List<Array> parts, int axis) {
    Dims out = ShapeRules.concat(parts.stream().map(Array::dims).toList(), axis);
    double[] result = new double[Math.toIntExact(out.count())];
    int outer = outer(out, axis);
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (Array part : parts) {
        int length = part.values().length / outer;
        System.arraycopy(part.values(), i * length, result, at, length);
        at += length;
      }
    }
    return new Array(out, result);
  }

  @Override
  public Array part(Array x, int axis, int start, int count) {
    Dims out = x.dims().with(axis, count);
    int outer = outer(out, axis);
    int inner = Math.toIntExact(out.count()) / outer / count;
    double[] result = new double[outer * count * inner];
    for (int i = 0; i < outer; i++) {
      int from = (i * x.dims().at(axis) + start) * inner;
      System.arraycopy(x.values(), from, result, i * count * inner, count * inner);
    }
    return new Array(out, result);
  }

  @Override
  public Array flatten(Array x) {
    return new Array(ShapeRules.flatten(x.dims()), x.values());
  }

  @Override
  public Array unflatten(Array x, int channels, int height, int width) {
    return new Array(ShapeRules.unflatten(x.dims(), channels, height, width), x.values());
  }

  private static int outer(Dims dims, int axis) {
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= dims.at(i);
    }
    return outer;
  }

  private static Array unary(Array x, DoubleUnaryOperator operation) {
    double[] result = new double[x.values().length];
    for (int i = 0; i < result.length; i++) {
      result[i] = operation.applyAsDouble(x.values()[i]);
    }
    return new Array(x.dims(), result);
  }

  private static Array binary(Array a, Array b, DoubleBinaryOperator operation) {
    Dims out = ShapeRules.broadcast(a.dims(), b.dims());
    double[] result = new double[Math.toIntExact(out.count())];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          operation.applyAsDouble(
              a.values()[at(a.dims(), out, i)], b.values()[at(b.dims(), out, i)]);
    }
    return new Array(out, result);
  }

  /** Where the element {@code i} of {@code out} is found in an array whose axes of 1 repeat. */
  private static int at(Dims dims, Dims out, int i) {
    if (dims.equals(out)) {
      return i;
    }
    int at = 0;
    int step = 1;
    int rest = i;
    for (int axis = out.rank() - 1; axis >= 0; axis--) {
      at += dims.at(axis) == 1 ? 0 : rest % out.at(axis) * step;
      step *= dims.at(axis);
      rest /= out.at(axis);
    }
    return at;
  }
}
