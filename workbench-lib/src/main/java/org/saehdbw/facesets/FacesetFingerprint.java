package org.saehdbw.facesets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.saehdbw.pictures.FaceFileException;

/** Tells whether two facesets hold the same faces, whatever the files are called. */
public final class FacesetFingerprint {
  private FacesetFingerprint() {}

  /**
   * Returns the SHA-256 of the faces' sorted content hashes, in 64 hexadecimal digits.
   *
   * @throws FaceFileException if a face has to be decoded for it and cannot be
   */
  public static String of(Faceset faces) throws FaceFileException {
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < faces.entries().size(); i++) {
      hashes.add(faces.contentHash(i));
    }
    Collections.sort(hashes);
    return FaceFileCheck.sha256(String.join("\n", hashes).getBytes(StandardCharsets.US_ASCII));
  }
}
