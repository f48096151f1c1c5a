package org.saehdbw.facesets;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Landmarks of a frontal face for tests that need any face. */
final class TestFaces {
  private TestFaces() {}

  /** A whole face's landmarks in an aligned picture of the given side. */
  static Landmarks frontal(int size) {
    try {
      Landmarks frame =
          Fixtures.landmarks(
              Fixtures.json("geometry/alignment.json").get("poses").get(0).get("landmarks"));
      return frame.map(Alignment.faceMatrix(frame, FaceType.WHOLE, size));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
