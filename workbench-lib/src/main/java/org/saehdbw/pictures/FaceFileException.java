package org.saehdbw.pictures;

import java.io.IOException;
import java.nio.file.Path;
import org.saehdbw.files.FileOperationException;

/** A face file that cannot be used. The message names the file, what is allowed and what came. */
public class FaceFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the whole message for the user. */
  public FaceFileException(String message) {
    super(message);
  }

  /** With the whole message for the user and what led to it. */
  public FaceFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the exception for a file that the system does not let us read; it names the remedy. */
  public static FaceFileException reading(Path file, IOException cause) {
    return new FaceFileException(file + ": " + FileOperationException.unreadable(cause), cause);
  }
}
