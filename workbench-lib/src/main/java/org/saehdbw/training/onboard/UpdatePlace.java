package org.saehdbw.training.onboard;

import java.util.Locale;

/** Where the update of a step is computed. */
public enum UpdatePlace {
  /** In Java where the step runs on the CPU, in the script where it runs on a card. */
  AUTO,
  /** In Java, on weights in CPU memory. */
  HOST,
  /** In the step's script, on the device of the step. */
  SCRIPT;

  /** The word in settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
