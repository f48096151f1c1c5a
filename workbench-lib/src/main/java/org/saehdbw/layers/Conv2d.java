package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A convolution with bias and zeros on every side.
 *
 * @param weight (out, in, kernel, kernel)
 * @param bias (out)
 * @param stride the step along both sides
 * @param padding rows and columns of zeros on each side
 */
public record Conv2d(Parameter weight, Parameter bias, int stride, int padding) implements Layer {
  /**
   * Returns a convolution with kernel / 2 zeros on every side, whose parameters are called {@code
   * name/weight}, {@code name/bias}.
   */
  public static Conv2d of(String name, int in, int out, int kernel, int stride) {
    return of(name, in, out, kernel, stride, kernel / 2);
  }

  /**
   * Returns what a convolution 5x5 with stride 2 is of a picture whose squares of 2 x 2 pixels
   * became four channels: 10x10 with stride 4 and 4 zeros on every side, of the picture itself.
   */
  static Conv2d folded(String name, int in, int out) {
    return of(name, in, out, 10, 4, 4);
  }

  private static Conv2d of(String name, int in, int out, int kernel, int stride, int padding) {
    Dims dims = Dims.of(out, in, kernel, kernel);
    return new Conv2d(
        new Parameter(name + "/weight", dims, Parameter.Kind.CONVOLUTION),
        new Parameter(name + "/bias", Dims.of(out), Parameter.Kind.BIAS),
        stride,
        padding);
  }

  /**
   * Runs convolutions of one input as one, their results behind one another as channels. A
   * convolution of one channel takes as long as one of sixteen, since the processor computes
   * sixteen at a time.
   *
   * @param all at least one, with the same kernel and stride
   */
  static <T> T together(TensorOps<T> ops, T x, List<Conv2d> all) {
    List<T> weights = all.stream().map(each -> ops.parameter(each.weight)).toList();
    List<T> biases = all.stream().map(each -> ops.parameter(each.bias)).toList();
    Conv2d first = all.get(0);
    return ops.conv2d(
        x, ops.concat(weights, 0), ops.concat(biases, 0), first.stride, first.padding);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    return ops.conv2d(x, ops.parameter(weight), ops.parameter(bias), stride, padding);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
