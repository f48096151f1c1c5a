package org.saehdbw.runs;

import java.io.IOException;

/** A run folder that cannot be used: absent, damaged or in use; the message says which file. */
public final class RunException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes the exception from a message that names the file and what is wrong. */
  public RunException(String message) {
    super(message);
  }

  /** Makes the exception with the error found underneath. */
  public RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
