package org.saehdbw.deepfacelab;

/**
 * A file that is sound, but of another model: an array is missing, too much or of another shape.
 */
final class OtherModelException extends ModelFileException {
  private static final long serialVersionUID = 1;

  OtherModelException(String message) {
    super(message);
  }
}
