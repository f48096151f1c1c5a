package org.saehdbw.training.steps;

import java.util.Locale;

/** How a training step is computed. */
public enum Interpreter {
  /** Operation by operation: readable, slower, more memory. */
  EAGER,
  /** As one TorchScript module, written by Java: the default. */
  SCRIPT,
  /**
   * As {@link #SCRIPT}, with arrays in PyTorch's channels-last order around convolutions, which
   * cards like in bf16. Sums may be made in another order.
   */
  CHANNELS_LAST;

  /** Returns the name in settings. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
