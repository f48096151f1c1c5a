package org.saehdbw.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;

/** Landmarks of a frontal face for tests that need any face. */
public final class TestFaces {
  private TestFaces() {}

  /** A whole face's landmarks in an aligned picture of the given side. */
  public static Landmarks frontal(int size) {
    try {
      Landmarks frame =
          FacesetFixtures.landmarks(
              FacesetFixtures.json("geometry/alignment.json").get("poses").get(0).get("landmarks"));
      return frame.map(Alignment.faceMatrix(frame, FaceType.WHOLE, size));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
