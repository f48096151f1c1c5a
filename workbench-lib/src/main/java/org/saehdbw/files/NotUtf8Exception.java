package org.saehdbw.files;

import java.io.IOException;

/** A text file that is not UTF-8. The message names the file, what was found and the remedy. */
public final class NotUtf8Exception extends IOException {
  private static final long serialVersionUID = 1L;

  private final String message;

  /** With the whole message for the user. */
  public NotUtf8Exception(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
