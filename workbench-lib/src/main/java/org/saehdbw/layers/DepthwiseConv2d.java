package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A convolution of each channel with a kernel of its own, with bias and kernel / 2 zeros on every
 * side; the picture keeps its size.
 *
 * @param weight (channels, 1, kernel, kernel)
 * @param bias (channels)
 */
public record DepthwiseConv2d(Parameter weight, Parameter bias) implements Layer {
  /**
   * Returns a layer whose parameters are called {@code name/weight}, {@code name/bias}.
   *
   * @param kernel odd
   */
  public static DepthwiseConv2d of(String name, int channels, int kernel) {
    Dims dims = Dims.of(channels, 1, kernel, kernel);
    return new DepthwiseConv2d(
        new Parameter(name + "/weight", dims, Parameter.Kind.DEPTHWISE),
        new Parameter(name + "/bias", Dims.of(channels), Parameter.Kind.BIAS));
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    int padding = weight.dims().at(2) / 2;
    return ops.depthwiseConv2d(x, ops.parameter(weight), ops.parameter(bias), 1, padding);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
