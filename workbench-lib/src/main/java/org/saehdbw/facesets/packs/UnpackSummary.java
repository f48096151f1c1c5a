package org.saehdbw.facesets.packs;

/**
 * What was unpacked.
 *
 * @param folder where the files are
 * @param written how many files were written
 * @param there how many were there already with the same content
 * @param bytes that were written
 * @param packDeleted whether the pack was removed afterwards
 */
public record UnpackSummary(
    String folder, int written, int there, long bytes, boolean packDeleted) {

  /** Returns this, the pack removed. */
  public UnpackSummary withPackDeleted() {
    return new UnpackSummary(folder, written, there, bytes, true);
  }
}
