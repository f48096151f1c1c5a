package org.saehdbw.training.classes;

import java.io.IOException;

/** A folder of classes that cannot be used; the message names the file and says what is wrong. */
public abstract sealed class ClassFolderException extends IOException {
  private static final long serialVersionUID = 1;

  private ClassFolderException(String message) {
    super(message);
  }

  /** Missing, incomplete, or changed after it was written. */
  public static final class Damaged extends ClassFolderException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from the whole message. */
    public Damaged(String message) {
      super(message);
    }
  }

  /** Written for a newer Java, or by a newer workbench. */
  public static final class TooNew extends ClassFolderException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from the whole message. */
    public TooNew(String message) {
      super(message);
    }
  }

  /** Whole, but made by a program that this user has not allowed to run here. */
  public static final class NotTrusted extends ClassFolderException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from the whole message. */
    public NotTrusted(String message) {
      super(message);
    }
  }
}
