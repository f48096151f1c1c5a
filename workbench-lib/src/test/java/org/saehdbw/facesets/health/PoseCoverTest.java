package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.faces.FaceType;

class PoseCoverTest {
  @Test
  void findsWhatSrcLacksByHand() {
    List<FaceHealth> src = List.of(posed(0, 0), posed(30, 5), posed(Double.NaN, Double.NaN));
    List<FaceHealth> dst =
        List.of(
            posed(6, 8), // 10 from the first: not beyond it
            posed(6.1, 8),
            posed(-30, 5), // the second, mirrored
            posed(-31, 4),
            posed(40, -60),
            posed(Double.NaN, Double.NaN));
    PoseCover cover = PoseCover.of(src, dst, 10);
    assertThat(cover.dstFaces()).isEqualTo(5);
    assertThat(cover.holes()).extracting(PoseCover.Hole::place).containsExactly(4, 3, 2, 1);
    // From (40, -60) to (30, 5): sqrt(100 + 4225) = 65.8; to (0, 0) 72.1.
    assertThat(cover.holes().get(0).degrees()).isCloseTo(Math.sqrt(4325), within(1e-9));
    assertThat(cover.mirrorFills()).isEqualTo(2);
    assertThat(cover.regions())
        .containsExactlyInAnyOrder(
            new PoseCover.Region(0, 0, 1),
            new PoseCover.Region(-30, 0, 1),
            new PoseCover.Region(-45, 0, 1),
            new PoseCover.Region(30, -60, 1));
    assertThat(cover.regions().get(0).text()).contains("yaw").contains("pitch");
  }

  @Test
  void withoutAnySrcPoseAllOfDstIsAHole() {
    PoseCover cover = PoseCover.of(List.of(), List.of(posed(0, 0)), 10);
    assertThat(cover.holes()).containsExactly(new PoseCover.Hole(0, Double.POSITIVE_INFINITY));
    assertThat(cover.mirrorFills()).isZero();
  }

  static FaceHealth posed(double yaw, double pitch) {
    return new FaceHealth(
        0,
        "face",
        256,
        256,
        3,
        FaceType.WHOLE,
        new EdgeBlur(1, 1, 1),
        new Tones(100, 20, 220, 0, 0, 1),
        new PointCheck(0, 0, 0, 0, 1, 0, Double.NaN),
        yaw,
        pitch,
        Double.NaN,
        false);
  }
}
