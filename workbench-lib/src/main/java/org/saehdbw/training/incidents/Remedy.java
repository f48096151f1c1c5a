package org.saehdbw.training.incidents;

import java.util.Locale;

/** What is done about a collapse. */
public enum Remedy {
  /** Back to the last good checkpoint; the batch is left out. */
  LEFT_OUT,
  /** Likewise, and the learning rate is halved from that checkpoint on. */
  HALF_RATE,
  /** Training stops. */
  STOPPED;

  /** Returns the name in files, such as {@code left_out}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
