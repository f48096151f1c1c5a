package org.saehdbw.training.plan;

import java.io.IOException;

/** Training that cannot begin or go on; the message says where it stopped and what is kept. */
public class TrainingException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean notFinite;

  /** Makes the exception from a message for the user. */
  public TrainingException(String message) {
    this(message, false);
  }

  /**
   * Makes the exception for training that collapsed.
   *
   * @param notFinite whether losses or weights were NaN or infinite
   */
  protected TrainingException(String message, boolean notFinite) {
    super(message);
    this.notFinite = notFinite;
  }

  /** Makes the exception for losses or weights that are NaN or infinite. */
  public static TrainingException notFinite(String message) {
    return new TrainingException(message, true);
  }

  /** Makes the exception with the error found underneath. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
    notFinite = false;
  }

  /** Whether losses or weights were NaN or infinite. */
  public boolean isNotFinite() {
    return notFinite;
  }
}
