package org.saehdbw.facesets.importing;

import java.util.List;
import org.saehdbw.facesets.Faceset;

/**
 * What became of a folder of photographs.
 *
 * @param imported the names of the faces that were written
 * @param withoutLandmarks the photographs that have no landmark file
 * @param bad the photographs that have one and could not be used, with the reason
 * @param turnNeeded those of the bad whose landmarks belong to the picture as its EXIF orientation
 *     shows it
 * @param turned the photographs that were turned by their EXIF orientation before cutting
 * @param doubtful faces that were written although their landmarks make no upright, plausible face
 *     in the picture, with the reason
 * @param notRead pictures of kinds that are not read
 * @param stray how many files of operating systems and the like were passed over
 */
public record ImportSummary(
    List<String> imported,
    List<String> withoutLandmarks,
    List<Faceset.RejectedFile> bad,
    List<String> turnNeeded,
    List<String> turned,
    List<Faceset.RejectedFile> doubtful,
    List<String> notRead,
    int stray) {
  /** Copies the lists. */
  public ImportSummary {
    imported = List.copyOf(imported);
    withoutLandmarks = List.copyOf(withoutLandmarks);
    bad = List.copyOf(bad);
    turnNeeded = List.copyOf(turnNeeded);
    turned = List.copyOf(turned);
    doubtful = List.copyOf(doubtful);
    notRead = List.copyOf(notRead);
  }
}
