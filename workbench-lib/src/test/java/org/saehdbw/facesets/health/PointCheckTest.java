package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.LandmarkOps;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset.FaceEntry;
import org.saehdbw.pictures.Affine;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class PointCheckTest {
  private static final SyntheticFaces FACES = TinyFaceset.of(300, 200, 31);

  /** Only landmarks are needed, so no face is drawn. */
  @ParameterizedTest
  @EnumSource(names = {"HALF", "MID_FULL", "FULL", "WHOLE", "HEAD"})
  void findsNothingInExactLandmarks(FaceType type) {
    for (FaceEntry face : FACES.faceType(type).entries()) {
      PointCheck points = PointCheck.of(face);
      assertThat(points.plausible()).as("%s", points).isTrue();
      assertThat(points.outside()).isLessThan(HealthLimits.MOST_OUTSIDE);
      assertThat(points.cutOff()).isLessThan(1e-6);
      // The source landmarks of a synthetic face are its landmarks, mapped back.
      assertThat(points.sourceOff()).isLessThan(1e-9);
    }
  }

  @Test
  void measuresAShiftByHand() {
    FaceEntry face = FACES.entries().get(0);
    Landmarks moved = face.metadata().landmarks().map(new Affine(1, 0, 12, 0, 1, -16));
    PointCheck points = PointCheck.of(entry(moved, FaceType.WHOLE));
    // sqrt(12² + 16²) = 20 of 200 pixels
    assertThat(points.cutOff()).isCloseTo(0.1, within(1e-9));
    assertThat(points.flatDistance()).isCloseTo(PointCheck.of(face).flatDistance(), within(1e-9));
  }

  @Test
  void measuresHowFarPointsLieOutside() {
    Landmarks inside = FACES.entries().get(0).metadata().landmarks();
    double right = 0;
    for (int i = 17; i < Landmarks.COUNT; i++) {
      right = Math.max(right, inside.x(i));
    }
    Landmarks moved = inside.map(new Affine(1, 0, 230 - right, 0, 1, 0));
    assertThat(PointCheck.of(entry(moved, FaceType.WHOLE)).outside()).isCloseTo(0.15, within(1e-9));
  }

  @Test
  void aWrongFaceTypeScalesTheCut() {
    Landmarks landmarks = FACES.entries().get(0).metadata().landmarks();
    // A whole face shows 2.131371 sides of the average face, a half face 1: corners leave by far.
    assertThat(PointCheck.of(entry(landmarks, FaceType.HALF)).cutOff()).isGreaterThan(0.7);
  }

  @Test
  void theFramesPointsMustAgree() {
    FaceEntry face = FACES.entries().get(0);
    FaceMetadata off = Planter.mismatched(face.metadata(), 5);
    FaceEntry entry = new FaceEntry("x", 200, 200, 3, off);
    assertThat(PointCheck.of(entry).sourceOff()).isCloseTo(0.025, within(1e-9));
  }

  @Test
  void aMirroredPictureWithRenumberedPointsIsAFace() {
    FaceEntry face = FACES.entries().get(3);
    Landmarks mirrored = LandmarkOps.mirror(face.metadata().landmarks(), 200);
    assertThat(PointCheck.of(entry(mirrored, FaceType.WHOLE)).plausible()).isTrue();
    Landmarks onlyMoved = face.metadata().landmarks().map(new Affine(-1, 0, 200, 0, 1, 0));
    assertThat(PointCheck.of(entry(onlyMoved, FaceType.WHOLE)).handedness())
        .isCloseTo(-PointCheck.of(face).handedness(), within(1e-9));
  }

  @Test
  void countsPointsThatCoincide() {
    double[] xy = FACES.entries().get(0).metadata().landmarks().toArray();
    for (int i = 1; i < 4; i++) {
      xy[2 * i] = xy[0];
      xy[2 * i + 1] = xy[1];
    }
    PointCheck points = PointCheck.of(entry(Landmarks.of(xy), FaceType.WHOLE));
    assertThat(points.coincident()).isEqualTo(4);
    assertThat(points.plausible()).isFalse();
  }

  private static FaceEntry entry(Landmarks landmarks, FaceType type) {
    return new FaceEntry("x", 200, 200, 3, FaceMetadata.of(type, landmarks));
  }
}
