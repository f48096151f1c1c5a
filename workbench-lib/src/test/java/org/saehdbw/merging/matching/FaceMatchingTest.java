package org.saehdbw.merging.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.losses.Compat;
import org.saehdbw.pictures.Affine;
import org.saehdbw.testing.TestFaces;

class FaceMatchingTest {
  private static final Landmarks FACE = TestFaces.frontal(100);

  private static AlignedFace face(String file, String source, double dx, double dy) {
    return new AlignedFace(
        file, Optional.of(source), Optional.of(FACE.map(new Affine(1, 0, dx, 0, 1, dy))));
  }

  @Test
  void equalsTheOriginal() throws IOException {
    JsonNode runs;
    try (InputStream in = FaceMatchingTest.class.getResourceAsStream("/merging/motion.json")) {
      runs = new ObjectMapper().readTree(in);
    }
    assertThat(runs).hasSize(3);
    for (JsonNode run : runs) {
      List<AlignedFace> faces = new ArrayList<>();
      for (JsonNode face : run.get("aligned")) {
        boolean none = face.get("landmarks").isNull();
        JsonNode source = face.get("source_filename");
        faces.add(
            new AlignedFace(
                face.get("file").asText(),
                none || source.isNull() ? Optional.empty() : Optional.of(source.asText()),
                none ? Optional.empty() : Optional.of(landmarks(face.get("landmarks")))));
      }
      faces.sort(Comparator.comparing(AlignedFace::file));
      List<String> frames = new ArrayList<>();
      run.get("frames").forEach(frame -> frames.add(frame.asText()));
      frames.sort(Comparator.naturalOrder());
      assertEqual(run.get("expected"), FaceMatching.of(frames, faces, Compat.DEEPFACELAB));
    }
  }

  private static Landmarks landmarks(JsonNode points) {
    double[] xy = new double[2 * Landmarks.COUNT];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = points.get(i / 2).get(i % 2).asDouble();
    }
    return Landmarks.of(xy);
  }

  private static void assertEqual(JsonNode expected, FaceMatching matching) {
    assertThat(matching.frames()).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      FrameFaces found = matching.frames().get(i);
      JsonNode wanted = expected.get(i);
      assertThat(found.frame()).isEqualTo(wanted.get("frame").asText());
      JsonNode points = wanted.get("landmarks_first_points");
      assertThat(found.faces()).as(found.frame()).hasSize(points.size());
      for (int k = 0; k < points.size(); k++) {
        FrameFaces.Found face = found.faces().get(k);
        assertThat(face.landmarks().x(0)).isEqualTo(points.get(k).get(0).asDouble());
        assertThat(face.landmarks().y(0)).isEqualTo(points.get(k).get(1).asDouble());
        assertThat(face.motion().power())
            .as(found.frame())
            .isCloseTo(wanted.get("motion_power").asDouble(), within(1e-6));
        assertThat(face.motion().degrees())
            .as(found.frame())
            .isCloseTo(wanted.get("motion_deg").asDouble(), within(1e-6));
      }
    }
  }

  @Test
  void slowMotionIsKeptAndRoundedAwayByTheOriginal() {
    List<String> frames = List.of("1.png", "2.png", "3.png");
    List<AlignedFace> faces =
        List.of(
            face("a", "1.jpg", 0, 0), face("b", "2.jpg", 0.1, 0), face("c", "3.jpg", 0.2, -0.2));
    Motion ours =
        FaceMatching.of(frames, faces, Compat.NONE).frames().get(1).faces().get(0).motion();
    assertThat(ours.power()).isCloseTo(Math.hypot(0.2, 0.2), within(1e-9));
    assertThat(ours.degrees()).isCloseTo(45, within(1e-6));
    Motion theirs =
        FaceMatching.of(frames, faces, Compat.DEEPFACELAB).frames().get(1).faces().get(0).motion();
    assertThat(theirs.power()).isIn(0.0, 1.0, Math.sqrt(2));
  }

  @Test
  void twoFacesOfAFrameKeepTheirOwnMotions() {
    List<String> frames = List.of("1.png", "2.png", "3.png");
    List<AlignedFace> faces = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      faces.add(face("a" + i, i + ".png", 5 * i, 0));
      faces.add(face("b" + i, i + ".png", 300, 3 * i));
    }
    FaceMatching ours = FaceMatching.of(frames, faces, Compat.NONE);
    assertThat(ours.several()).containsExactly("1", "2", "3");
    List<FrameFaces.Found> found = ours.frames().get(1).faces();
    assertThat(found.get(0).motion().power()).isCloseTo(10, within(1e-9));
    assertThat(found.get(0).motion().degrees()).isCloseTo(0, within(1e-9));
    assertThat(found.get(1).motion().power()).isCloseTo(6, within(1e-9));
    assertThat(found.get(1).motion().degrees()).isCloseTo(-90, within(1e-9));
    FaceMatching theirs = FaceMatching.of(frames, faces, Compat.DEEPFACELAB);
    assertThat(theirs.frames().get(1).faces())
        .extracting(FrameFaces.Found::motion)
        .containsOnly(Motion.NONE);
  }

  @Test
  void aCutIsNoMotion() {
    List<String> frames = List.of("1.png", "2.png", "3.png");
    List<AlignedFace> faces =
        List.of(face("a", "1.png", 0, 0), face("b", "2.png", 2, 0), face("c", "3.png", 900, 0));
    assertThat(FaceMatching.of(frames, faces, Compat.NONE).frames().get(1).faces().get(0).motion())
        .isEqualTo(Motion.NONE);
    assertThat(
            FaceMatching.of(frames, faces, Compat.DEEPFACELAB)
                .frames()
                .get(1)
                .faces()
                .get(0)
                .motion()
                .power())
        .isCloseTo(900, within(1e-9));
  }

  @Test
  void facesThatNameNoFrameAreListed() {
    FaceMatching matching =
        FaceMatching.of(
            List.of("1.png"),
            List.of(
                face("a", "1.jpeg", 0, 0),
                face("b", "7.png", 0, 0),
                AlignedFace.of("c", Optional.empty())),
            Compat.NONE);
    assertThat(matching.without()).containsExactly("c");
    assertThat(matching.unmatched()).containsExactly("b");
    assertThat(matching.several()).isEmpty();
    assertThat(matching.frames().get(0).faces()).hasSize(1);
  }
}
