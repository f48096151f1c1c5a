package org.saehdbw.pickles;

/** A pickle that is damaged, or asks for more than our reader is ready to do. */
public class PickleException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 100;

  /** With the whole message for the user. */
  public PickleException(String message) {
    super(message);
  }

  /** Text out of a file as a message may show it: one line, not longer than 100 letters. */
  static String shown(String text) {
    String cut = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return cut.replaceAll("[^\\x21-\\x7e]", "?");
  }
}
