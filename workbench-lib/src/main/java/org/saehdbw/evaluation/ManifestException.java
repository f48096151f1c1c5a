package org.saehdbw.evaluation;

import java.io.IOException;

/** A manifest that cannot be used; the subclass says why. */
public abstract sealed class ManifestException extends IOException
    permits ManifestException.Corrupt, ManifestException.TooNew, ManifestException.OtherFaces {
  private static final long serialVersionUID = 1;

  private ManifestException(String message) {
    super(message);
  }

  private ManifestException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The file is not what was written, or no manifest at all. */
  public static final class Corrupt extends ManifestException {
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

  /** Written by a newer version of this program. */
  public static final class TooNew extends ManifestException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from a message that names the file and both versions. */
    public TooNew(String message) {
      super(message);
    }
  }

  /** Pinned faces are missing or changed. */
  public static final class OtherFaces extends ManifestException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from a message that names the faceset and the faces. */
    public OtherFaces(String message) {
      super(message);
    }
  }
}
