package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

/**
 * Holes are found from landmarks; what is one is known from the angles that faces were drawn at.
 */
class PoseHolesTest {
  private static final int FACES = 200;
  private static final double SURELY = 15;
  private static final double SURELY_NOT = 5;

  @ParameterizedTest
  @CsvSource({"40, 0.8", "25, 0.9", "10, 0.95"})
  void findsPosesThatSrcWasDrawnWithout(int srcYaw, double leastRate) throws Exception {
    SyntheticFaces all = TinyFaceset.of(FACES, 48, 71);
    SyntheticFaces dst = TinyFaceset.of(FACES, 48, 72);
    MemoryFaceset src = new MemoryFaceset();
    List<double[]> srcPoses = new ArrayList<>();
    for (int i = 0; i < FACES; i++) {
      FaceParameters parameters = all.parameters(i);
      if (Math.abs(Math.toDegrees(parameters.yaw())) <= srcYaw) {
        src.add("face " + i, all.decode(i), all.metadata(parameters));
        srcPoses.add(pose(parameters));
      }
    }
    PoseCover cover = FacesetHealth.of(src, dst).at(48).poses().orElseThrow();
    Set<Integer> found = new HashSet<>();
    cover.holes().forEach(hole -> found.add(hole.place()));
    int holes = 0;
    int hits = 0;
    int near = 0;
    int alarms = 0;
    for (int i = 0; i < FACES; i++) {
      double distance = nearest(srcPoses, pose(dst.parameters(i)));
      holes += distance > SURELY ? 1 : 0;
      hits += distance > SURELY && found.contains(i) ? 1 : 0;
      near += distance < SURELY_NOT ? 1 : 0;
      alarms += distance < SURELY_NOT && found.contains(i) ? 1 : 0;
    }
    assertThat(holes).isGreaterThan(5);
    assertThat((double) hits / holes).as("%d of %d", hits, holes).isGreaterThanOrEqualTo(leastRate);
    assertThat(alarms).as("of %d", near).isZero();
    assertThat(cover.mirrorFills()).as("src is cut off on both sides").isLessThan(holes);
  }

  private static double[] pose(FaceParameters parameters) {
    return new double[] {Math.toDegrees(parameters.yaw()), Math.toDegrees(parameters.pitch())};
  }

  private static double nearest(List<double[]> poses, double[] pose) {
    return poses.stream()
        .mapToDouble(one -> Math.hypot(one[0] - pose[0], one[1] - pose[1]))
        .min()
        .orElseThrow();
  }
}
