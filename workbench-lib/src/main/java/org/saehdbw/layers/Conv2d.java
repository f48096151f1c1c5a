package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A convolution with bias and kernel / 2 zeros on every side.
 *
 * @param weight (out, in, kernel, kernel)
 * @param bias (out)
 * @param stride the step along both sides
 */
public record Conv2d(Parameter weight, Parameter bias, int stride) implements Layer {
  /** Returns a convolution whose parameters are called {@code name/weight}, {@code name/bias}. */
  public static Conv2d of(String name, int in, int out, int kernel, int stride) {
    Dims dims = Dims.of(out, in, kernel, kernel);
    return new Conv2d(
        new Parameter(name + "/weight", dims, Parameter.Kind.CONVOLUTION),
        new Parameter(name + "/bias", Dims.of(out), Parameter.Kind.BIAS),
        stride);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    int padding = weight.dims().at(2) / 2;
    return ops.conv2d(x, ops.parameter(weight), ops.parameter(bias), stride, padding);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
