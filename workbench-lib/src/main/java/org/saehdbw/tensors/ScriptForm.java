package org.saehdbw.tensors;

/**
 * In what form a script computes.
 *
 * @param precision of convolutions
 * @param channelsLast whether convolutions take and give arrays whose channels lie beside one
 *     another in memory, which PyTorch calls channels-last; otherwise rows of a channel do. Shapes
 *     are (N, C, H, W) in both, and sums may be made in another order
 */
public record ScriptForm(Precision precision, boolean channelsLast) {
  /** 32-bit floats, contiguous. */
  public static final ScriptForm PLAIN = new ScriptForm(Precision.FLOAT32, false);

  /** Contiguous arrays. */
  public static ScriptForm of(Precision precision) {
    return new ScriptForm(precision, false);
  }
}
