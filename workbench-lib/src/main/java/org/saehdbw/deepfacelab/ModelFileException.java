package org.saehdbw.deepfacelab;

import java.io.IOException;

/** A file of a DeepFaceLab model that cannot be used; the message names it and says why. */
public sealed class ModelFileException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes the exception from a message that names the file and what is wrong. */
  public ModelFileException(String message) {
    super(message);
  }

  /** Makes the exception with the error found underneath. */
  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A file that is sound, but of another model: an array is missing, too much or of another shape.
   */
  static final class OtherModel extends ModelFileException {
    private static final long serialVersionUID = 1;

    OtherModel(String message) {
      super(message);
    }
  }
}
