package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A transposed convolution with bias, whose result is {@code stride} times as large on each side.
 *
 * @param weight (in, out, kernel, kernel)
 * @param bias (out)
 * @param stride the step along both sides
 */
public record TransposedConv2d(Parameter weight, Parameter bias, int stride) implements Layer {
  /** Returns a layer whose parameters are called {@code name/weight}, {@code name/bias}. */
  public static TransposedConv2d of(String name, int in, int out, int kernel, int stride) {
    Dims dims = Dims.of(in, out, kernel, kernel);
    return new TransposedConv2d(
        new Parameter(name + "/weight", dims, Parameter.Kind.CONVOLUTION),
        new Parameter(name + "/bias", Dims.of(out), Parameter.Kind.BIAS),
        stride);
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    return ops.transposedConv2d(x, ops.parameter(weight), ops.parameter(bias), stride);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
