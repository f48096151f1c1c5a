package org.saehdbw.merging.jobs;

import java.util.Locale;

/** What became of a frame. */
public enum MergeStatus {
  /** Faces were put into it. */
  MERGED,
  /** No face of the faceset is in it: it is as it was. */
  NO_FACE,
  /** It could not be merged, and is as it was; the ledger says why. */
  PASSED,
  /** It could not be read; the file was copied. */
  BAD;

  /** Its name in ledgers, such as {@code no_face}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
