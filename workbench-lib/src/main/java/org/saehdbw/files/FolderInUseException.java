package org.saehdbw.files;

import java.io.IOException;

/** Another process, or another thread of this one, holds the lock of a folder. */
public final class FolderInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the whole message for the user. */
  public FolderInUseException(String message) {
    super(message);
  }
}
