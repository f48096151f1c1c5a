package org.saehdbw.tensors;

import java.util.Locale;

/** In what numbers an interpreter computes convolutions; everything else is 32-bit floats. */
public enum Precision {
  /** 32-bit floats throughout. */
  FLOAT32,
  /**
   * Convolutions and what only moves or bends their results in bfloat16, which has 8 bits of
   * mantissa. Weights, dense layers, losses, all other sums and the gradients that come out stay
   * 32-bit.
   */
  BF16;

  /** The name in settings. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a precision by its name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Precision parse(String option) {
    for (Precision precision : values()) {
      if (precision.option().equals(option)) {
        return precision;
      }
    }
    throw new IllegalArgumentException("precision must be float32 or bf16, got " + option);
  }
}
