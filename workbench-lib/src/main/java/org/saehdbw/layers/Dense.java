package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * A dense layer, {@code x weight + bias}, without activation.
 *
 * @param weight (in, out)
 * @param bias (out)
 */
public record Dense(Parameter weight, Parameter bias) implements Layer {
  /** Returns a dense layer whose parameters are called {@code name/weight}, {@code name/bias}. */
  public static Dense of(String name, int in, int out) {
    return new Dense(
        new Parameter(name + "/weight", Dims.of(in, out), Parameter.Kind.DENSE),
        new Parameter(name + "/bias", Dims.of(out), Parameter.Kind.BIAS));
  }

  @Override
  public <T> T forward(TensorOps<T> ops, T x) {
    return ops.dense(x, ops.parameter(weight), ops.parameter(bias));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
