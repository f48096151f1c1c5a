package org.saehdbw.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.saehdbw.testing.FacesetFixtures;

class LandmarkOpsTest {
  @Test
  void mirrorsAsTheReferenceDoes() throws IOException {
    JsonNode mirror = FacesetFixtures.json("geometry/landmark_ops.json").get("mirror");
    Landmarks before = FacesetFixtures.landmarks(mirror.get("input"));
    double width = mirror.get("val").asDouble();
    Landmarks after = LandmarkOps.mirror(before, width);
    assertThat(after.toArray())
        .containsExactly(FacesetFixtures.points(mirror.get("output")), within(1e-9));
    assertThat(LandmarkOps.mirror(after, width).toArray())
        .containsExactly(before.toArray(), within(1e-9));
  }

  @Test
  void reduces98PointsAsTheReferenceDoes() throws IOException {
    JsonNode dense = FacesetFixtures.json("geometry/landmark_ops.json").get("from98");
    assertThat(LandmarkOps.from98(FacesetFixtures.points(dense.get("input"))).toArray())
        .containsExactly(FacesetFixtures.points(dense.get("output")), within(1e-4));
  }

  @Test
  void refusesAnotherCountOfPoints() {
    assertThatThrownBy(() -> LandmarkOps.from98(new double[136]))
        .hasMessage("dense landmarks must be 98 points (196 numbers), got 136 numbers");
  }
}
