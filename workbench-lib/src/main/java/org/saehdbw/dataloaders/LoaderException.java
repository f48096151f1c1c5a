package org.saehdbw.dataloaders;

import java.io.Serial;

/** No samples can be made any more: no face is left that can be read, or a worker failed. */
public final class LoaderException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1;

  /** Makes the exception from a message for the user. */
  public LoaderException(String message) {
    super(message);
  }

  /** Makes the exception with the error found underneath. */
  public LoaderException(String message, Throwable cause) {
    super(message, cause);
  }
}
