package org.saehdbw.settings;

/** A setting that is not allowed. The message says what is allowed, what came and from where. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the whole message for the user. */
  public SettingsException(String message) {
    super(message);
  }

  /** With the whole message for the user and what led to it. */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
