package org.saehdbw.checkpoints;

import java.io.IOException;

/** A checkpoint that cannot be read or written; the subclass says why. */
public abstract sealed class CheckpointException extends IOException
    permits CheckpointException.Corrupt,
        CheckpointException.TooOld,
        CheckpointException.TooNew,
        CheckpointException.NotFinite,
        CheckpointException.NotSaved {
  private static final long serialVersionUID = 1;

  private CheckpointException(String message) {
    super(message);
  }

  private CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The bytes are not what was written, or not such a file at all. */
  public static final class Corrupt extends CheckpointException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from a message that names the file and what is wrong with it. */
    public Corrupt(String message) {
      super(message);
    }

    /** Makes the exception with the error that was found underneath. */
    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Written in a format that this version no longer reads. */
  public static final class TooOld extends CheckpointException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from a message that names the file and both versions. */
    public TooOld(String message) {
      super(message);
    }
  }

  /** Written by a newer version of this program. */
  public static final class TooNew extends CheckpointException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from a message that names the file and both versions. */
    public TooNew(String message) {
      super(message);
    }
  }

  /** An array holds NaN or infinity and was refused; nothing was written. */
  public static final class NotFinite extends CheckpointException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from a message that names the array and the element. */
    public NotFinite(String message) {
      super(message);
    }
  }

  /** Writing failed, as on a full disk; generations saved before are untouched. */
  public static final class NotSaved extends CheckpointException {
    private static final long serialVersionUID = 1;

    /** Makes the exception with the error of the file system. */
    public NotSaved(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
