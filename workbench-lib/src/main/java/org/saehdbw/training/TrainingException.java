package org.saehdbw.training;

import java.io.IOException;

/** Training that cannot begin or go on; the message says where it stopped and what is kept. */
public final class TrainingException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes the exception from a message for the user. */
  public TrainingException(String message) {
    super(message);
  }

  /** Makes the exception with the error found underneath. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
