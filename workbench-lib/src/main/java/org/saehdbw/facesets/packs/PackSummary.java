package org.saehdbw.facesets.packs;

import java.util.List;
import org.saehdbw.facesets.Faceset;

/**
 * What was packed.
 *
 * @param file the pack
 * @param faces how many faces are in it
 * @param persons whose faces they are, sorted; empty for a pack without persons
 * @param bytes of the pack
 * @param leftOut files that are no faces, with the reasons; they are not in the pack
 * @param deleted how many of the packed files were removed afterwards
 */
public record PackSummary(
    String file,
    int faces,
    List<String> persons,
    long bytes,
    List<Faceset.RejectedFile> leftOut,
    int deleted) {

  /** Returns this with the number of files that were removed. */
  public PackSummary withDeleted(int files) {
    return new PackSummary(file, faces, persons, bytes, leftOut, files);
  }
}
