package org.saehdbw.merging.matching;

import java.util.Optional;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.Landmarks;

/**
 * What the merger needs of an aligned face's file; its picture is not used.
 *
 * @param file the file's name, for messages
 * @param sourceFilename the frame that the face was cut from, with extension
 * @param sourceLandmarks in that frame's pixels
 */
public record AlignedFace(
    String file, Optional<String> sourceFilename, Optional<Landmarks> sourceLandmarks) {
  /** What a file's metadata say; empty for a picture without metadata. */
  public static AlignedFace of(String file, Optional<FaceMetadata> metadata) {
    return new AlignedFace(
        file,
        metadata.flatMap(FaceMetadata::sourceFilename),
        metadata.flatMap(FaceMetadata::sourceLandmarks));
  }
}
