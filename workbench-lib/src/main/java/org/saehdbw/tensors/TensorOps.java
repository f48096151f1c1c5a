package org.saehdbw.tensors;

import java.util.List;

/**
 * The operations that layers and losses are written in, once for every interpreter.
 *
 * <p>Pictures are (sample, channel, row, column), float32. Operations on two arrays broadcast axes
 * of size 1. No operation changes its operands.
 *
 * @param <T> what represents an array: an engine's array, a name in a script, a shape
 */
public interface TensorOps<T> {
  /** Returns the axes of an array. */
  Dims dims(T x);

  /** Returns the array of a trained parameter. */
  T parameter(Parameter parameter);

  /** Returns a fixed array. */
  T constant(Constant constant);

  /**
   * Convolves (cross-correlation) with zeros around the picture.
   *
   * @param x (N, in, H, W)
   * @param weight (out, in, kernel, kernel)
   * @param bias (out)
   * @param stride step along both sides
   * @param padding rows and columns of zeros on each of the four sides
   * @return (N, out, (H + 2 padding - kernel) / stride + 1, likewise W)
   */
  T conv2d(T x, T weight, T bias, int stride, int padding);

  /**
   * Convolves each channel with a kernel of its own, with zeros around the picture.
   *
   * @param x (N, C, H, W)
   * @param weight (C, 1, kernel, kernel)
   * @param bias (C)
   * @param stride step along both sides
   * @param padding rows and columns of zeros on each of the four sides
   * @return (N, C, (H + 2 padding - kernel) / stride + 1, likewise W)
   */
  T depthwiseConv2d(T x, T weight, T bias, int stride, int padding);

  /**
   * Convolves backwards, as TensorFlow's transposed convolution with SAME padding does: position
   * {@code i} of x adds its value times tap {@code k} to position {@code stride i + k - p}, where p
   * is {@code (kernel - stride) / 2} rounded down; what falls outside is dropped.
   *
   * @param x (N, in, H, W)
   * @param weight (in, out, kernel, kernel), kernel at least stride
   * @param bias (out)
   * @param stride step along both sides
   * @return (N, out, stride H, stride W)
   */
  T transposedConv2d(T x, T weight, T bias, int stride);

  /** Returns {@code x weight + bias} for x (N, in), weight (in, out), bias (out). */
  T dense(T x, T weight, T bias);

  /** Returns the matrix product over the last two axes; other axes broadcast. */
  T matmul(T left, T right);

  /** Returns {@code a + b}. */
  T add(T a, T b);

  /** Returns {@code a - b}. */
  T sub(T a, T b);

  /** Returns {@code a * b} by element. */
  T mul(T a, T b);

  /** Returns {@code a / b} by element. */
  T div(T a, T b);

  /** Returns {@code x * scale + shift}. */
  T affine(T x, double scale, double shift);

  /** Returns x where it is positive, {@code slope * x} elsewhere. */
  T leakyRelu(T x, double slope);

  /** Returns the cosine. */
  T cos(T x);

  /** Returns the logistic function. */
  T sigmoid(T x);

  /** Returns the hyperbolic tangent, as {@code 2 sigmoid(2x) - 1}. */
  default T tanh(T x) {
    return affine(sigmoid(affine(x, 2, 0)), 2, -1);
  }

  /** Returns e to the power of x. */
  T exp(T x);

  /** Returns the natural logarithm of x, which is above 0. */
  T log(T x);

  /** Returns {@code x * x}. */
  T square(T x);

  /** Returns {@code 1 / sqrt(x)}. */
  T rsqrt(T x);

  /**
   * Returns the square root of x, which is above 0: at 0 it has no gradient, and gives NaN here.
   */
  default T sqrt(T x) {
    return mul(x, rsqrt(x));
  }

  /** Returns {@code log(1 + exp(x))} without overflow. */
  default T softplus(T x) {
    return add(leakyRelu(x, 0), log(affine(exp(affine(abs(x), -1, 0)), 1, 1)));
  }

  /**
   * Returns x, through which no gradient passes. {@link DoubleOps} has no gradients of its own, so
   * a difference quotient does pass.
   */
  T stop(T x);

  /** Returns the absolute value. */
  T abs(T x);

  /** Returns x limited to [low, high]. */
  T clamp(T x, double low, double high);

  /** Returns x with its zeros replaced by ones; no gradient is defined through it. */
  T oneWhereZero(T x);

  /** Returns each sample's mean over all its elements, (N, 1). */
  T meanPerSample(T x);

  /** Returns each channel's mean over its picture, (N, C, 1, 1) of (N, C, H, W). */
  default T meanPerChannel(T x) {
    Dims dims = dims(x);
    T rows = constant(Averages.rows(dims.at(2), dims.at(2)));
    return matmul(matmul(rows, x), constant(Averages.columns(dims.at(3), dims.at(3))));
  }

  /**
   * Returns the means of squares of {@code size} pixels a side that touch one another: (N, C, H, W)
   * to (N, C, H / size, W / size).
   *
   * @throws IllegalArgumentException if {@code size} does not divide both sides
   */
  default T averagePool2d(T x, int size) {
    Dims dims = dims(x);
    T rows = constant(Averages.rows(dims.at(2), size));
    return matmul(matmul(rows, x), constant(Averages.columns(dims.at(3), size)));
  }

  /**
   * Moves blocks of channels into space: input (N, C * block², H, W), output (N, C, H * block, W *
   * block), {@code out[n, c, h * block + i, w * block + j] = in[n, (i * block + j) * C + c, h, w]}.
   *
   * <p>The block offset is the outer part of the input channel, as in TensorFlow, so DeepFaceLab
   * weights need it; PyTorch's {@code pixel_shuffle} has it as the inner part. Weights trained in
   * one order and run in the other raise no error and give scrambled features.
   */
  T depthToSpace(T x, int block);

  /** Joins arrays along an axis. */
  T concat(List<T> parts, int axis);

  /** Returns {@code count} positions of an axis from {@code start} on. */
  T part(T x, int axis, int start, int count);

  /** Returns (N, C * H * W) of (N, C, H, W): channel by channel, then row by row. */
  T flatten(T x);

  /** Undoes {@link #flatten}: (N, C * H * W) to (N, C, H, W). */
  T unflatten(T x, int channels, int height, int width);

  /**
   * Says that a layer ended here, for interpreters that keep books by layer.
   *
   * @param name the layer's name with its part, such as {@code encoder/down1}
   * @param result the layer's result
   * @return {@code result}
   */
  default T layer(String name, T result) {
    return result;
  }
}
