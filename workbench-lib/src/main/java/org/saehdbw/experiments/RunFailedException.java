package org.saehdbw.experiments;

import java.io.IOException;

/** A trainer ended without reaching its end; the message has its own last words. */
public final class RunFailedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes the exception from a message that names the run. */
  public RunFailedException(String message) {
    super(message);
  }
}
