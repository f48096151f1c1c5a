package org.saehdbw.facesets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LandmarkOpsTest {
  @Test
  void mirrorsAsTheReferenceDoes() throws IOException {
    JsonNode mirror = Fixtures.json("geometry/landmark_ops.json").get("mirror");
    Landmarks before = Fixtures.landmarks(mirror.get("input"));
    double width = mirror.get("val").asDouble();
    Landmarks after = LandmarkOps.mirror(before, width);
    assertThat(after.toArray())
        .containsExactly(Fixtures.points(mirror.get("output")), within(1e-9));
    assertThat(LandmarkOps.mirror(after, width).toArray())
        .containsExactly(before.toArray(), within(1e-9));
  }

  @Test
  void reduces98PointsAsTheReferenceDoes() throws IOException {
    JsonNode dense = Fixtures.json("geometry/landmark_ops.json").get("from98");
    assertThat(LandmarkOps.from98(Fixtures.points(dense.get("input"))).toArray())
        .containsExactly(Fixtures.points(dense.get("output")), within(1e-4));
  }

  @Test
  void refusesAnotherCountOfPoints() {
    assertThatThrownBy(() -> LandmarkOps.from98(new double[136]))
        .hasMessage("dense landmarks must be 98 points (196 numbers), got 136 numbers");
  }
}
