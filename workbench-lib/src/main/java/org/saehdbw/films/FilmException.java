package org.saehdbw.films;

import java.io.IOException;

/** A film or a folder of frames that cannot be used; the message names the file and what to do. */
public final class FilmException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes the exception from a message that names the file. */
  public FilmException(String message) {
    super(message);
  }

  /** Makes the exception with the error found underneath. */
  public FilmException(String message, Throwable cause) {
    super(message, cause);
  }
}
