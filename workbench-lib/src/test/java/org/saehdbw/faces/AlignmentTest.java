package org.saehdbw.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Affine;
import org.saehdbw.testing.FacesetFixtures;

class AlignmentTest {
  @Test
  void fitsTheUnitSquareAsTheReferenceDoes() throws IOException {
    JsonNode poses = FacesetFixtures.json("geometry/alignment.json").get("poses");
    assertThat(poses.size()).isEqualTo(10);
    for (JsonNode pose : poses) {
      Landmarks landmarks = FacesetFixtures.landmarks(pose.get("landmarks"));
      Affine unit = Alignment.toUnitSpace(landmarks);
      assertSameMap(unit, pose.get("umeyama_2x3"), 1e-9, 1e-6);
      assertThat(Alignment.averagedYaw(landmarks.map(unit)))
          .isEqualTo(pose.get("averaged_yaw_unit_space").asDouble(), within(1e-6));
    }
  }

  @Test
  void cropsEveryFaceTypeAsTheReferenceDoes() throws IOException {
    int compared = 0;
    for (JsonNode pose : FacesetFixtures.json("geometry/alignment.json").get("poses")) {
      Landmarks landmarks = FacesetFixtures.landmarks(pose.get("landmarks"));
      for (JsonNode wanted : pose.get("transform_mats")) {
        FaceType type = FaceType.parse(wanted.get("face_type").asText());
        int size = wanted.get("output_size").asInt();
        Affine map = Alignment.faceMatrix(landmarks, type, size, wanted.get("scale").asDouble());
        JsonNode rows = wanted.get("mat_2x3");
        for (int i = 0; i < Landmarks.COUNT; i++) {
          double x = landmarks.x(i);
          double y = landmarks.y(i);
          assertThat(map.mapX(x, y)).isEqualTo(mapped(rows.get(0), x, y), within(2e-3));
          assertThat(map.mapY(x, y)).isEqualTo(mapped(rows.get(1), x, y), within(2e-3));
        }
        assertSameMap(map, rows, 1e-5, 2e-3);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(210);
  }

  @Test
  void findsTheRectangleOfTheReference() throws IOException {
    for (JsonNode pose : FacesetFixtures.json("geometry/alignment.json").get("poses")) {
      double[] rectangle = Alignment.rectangle(FacesetFixtures.landmarks(pose.get("landmarks")));
      for (int i = 0; i < 4; i++) {
        assertThat(rectangle[i])
            .isEqualTo(pose.get("rect_from_landmarks").get(i).asDouble(), within(1e-3));
      }
    }
  }

  @Test
  void findsThePoseOfTheReference() throws IOException {
    int compared = 0;
    for (JsonNode pose : FacesetFixtures.json("geometry/alignment.json").get("poses")) {
      for (JsonNode aligned : pose.get("aligned")) {
        HeadPose found =
            HeadPose.of(
                FacesetFixtures.landmarks(aligned.get("aligned_landmarks")),
                aligned.get("size").asInt());
        assertThat(found.pitch()).isEqualTo(aligned.get("pitch").asDouble(), within(1e-3));
        assertThat(found.yaw()).isEqualTo(aligned.get("yaw").asDouble(), within(1e-3));
        assertThat(found.roll()).isEqualTo(aligned.get("roll").asDouble(), within(1e-3));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(70);
  }

  @Test
  void refusesWhatHasNoCrop() {
    double[] same = new double[136];
    Arrays.fill(same, 5);
    assertThatThrownBy(() -> Alignment.toUnitSpace(Landmarks.of(same)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must spread over a face");
    Landmarks any = Landmarks.of(new double[136]);
    assertThatThrownBy(() -> Alignment.faceMatrix(any, FaceType.MARK_ONLY, 256))
        .hasMessage("face type mark_only has no crop; use h, mf, f, wf, head or a no_align type");
    assertThatThrownBy(() -> Alignment.faceMatrix(any, FaceType.WHOLE, 0, 1.0))
        .hasMessage(
            "an aligned face needs a size of at least 1 and a scale above 0, got 0 and 1.0");
  }

  private static double mapped(JsonNode row, double x, double y) {
    return row.get(0).asDouble() * x + row.get(1).asDouble() * y + row.get(2).asDouble();
  }

  private static void assertSameMap(Affine map, JsonNode rows, double linear, double shift) {
    assertThat(map.m00()).isEqualTo(rows.get(0).get(0).asDouble(), within(linear));
    assertThat(map.m01()).isEqualTo(rows.get(0).get(1).asDouble(), within(linear));
    assertThat(map.m02()).isEqualTo(rows.get(0).get(2).asDouble(), within(shift));
    assertThat(map.m10()).isEqualTo(rows.get(1).get(0).asDouble(), within(linear));
    assertThat(map.m11()).isEqualTo(rows.get(1).get(1).asDouble(), within(linear));
    assertThat(map.m12()).isEqualTo(rows.get(1).get(2).asDouble(), within(shift));
  }
}
