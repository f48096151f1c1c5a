package org.saehdbw.layers;

import org.saehdbw.tensors.TensorOps;

/** The activation inside encoder, inter and decoder. */
public enum Nonlinearity {
  /** x where positive, slope times x elsewhere. */
  LEAKY_RELU,
  /** x cos(x), for any slope: option {@code c}. */
  X_COS_X;

  /** Applies it, with the slope that the place asks for. */
  public <T> T apply(TensorOps<T> ops, T x, double slope) {
    return this == LEAKY_RELU ? ops.leakyRelu(x, slope) : ops.mul(x, ops.cos(x));
  }
}
