package org.saehdbw.facesets.pickle;

/** A pickle that is damaged, or asks for more than our reader is ready to do. */
public class PickleException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the whole message for the user. */
  public PickleException(String message) {
    super(message);
  }
}
