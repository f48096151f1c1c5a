package org.saehdbw.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset.FaceEntry;
import org.saehdbw.pictures.Picture;

class SyntheticFacesTest {
  @Test
  void peopleTakeTurns() {
    SyntheticFaces faces = SyntheticFaces.of(20).seed(3);
    assertThat(IntStream.range(0, 20).map(i -> faces.parameters(i).identity()))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3);
    assertThat(IntStream.range(0, 4).map(i -> faces.identities(5, 1).parameters(i).identity()))
        .containsExactly(5, 1, 5, 1);
  }

  @Test
  void onlyTheSeedChangesTheParameters() {
    SyntheticFaces faces = SyntheticFaces.of(9).seed(3);
    FaceParameters face = faces.parameters(8);
    assertThat(faces.size(64).gray().faceType(FaceType.HALF).parameters(8)).isEqualTo(face);
    assertThat(faces.identity(4).parameters(8)).isEqualTo(face.withIdentity(4));
    assertThat(faces.seed(4).parameters(8)).isNotEqualTo(face);
    assertThat(faces.parameters(7)).isNotEqualTo(face.withIdentity(7));
  }

  @Test
  void posesCoverTheWholeRange() {
    SyntheticFaces faces = SyntheticFaces.of(600).seed(7);
    int[] bins = new int[8];
    double pitch = 0;
    for (int i = 0; i < faces.count(); i++) {
      double yaw = Math.toDegrees(faces.parameters(i).yaw());
      assertThat(Math.abs(yaw)).isLessThanOrEqualTo(60);
      bins[(int) Math.min(7, (yaw + 60) / 15)]++;
      pitch = Math.max(pitch, Math.abs(Math.toDegrees(faces.parameters(i).pitch())));
    }
    assertThat(IntStream.of(bins).min().orElseThrow()).isGreaterThan(30);
    assertThat(pitch).isBetween(18.0, 20.0);
  }

  @Test
  void samePixelsEveryTimeAndFromAnyThread() {
    SyntheticFaces faces = SyntheticFaces.of(6).size(64).seed(5);
    SyntheticFaces again = SyntheticFaces.of(6).size(64).seed(5);
    List<byte[]> here = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      here.add(faces.decode(i).pixels());
    }
    IntStream.range(0, 6)
        .parallel()
        .forEach(i -> assertThat(again.decode(5 - i).pixels()).isEqualTo(here.get(5 - i)));
    assertThat(faces.seed(6).decode(0).pixels()).isNotEqualTo(here.get(0));
  }

  @Test
  void grayIsTheColourPictureInGray() {
    SyntheticFaces faces = SyntheticFaces.of(1).size(48).seed(5);
    Picture gray = faces.gray().decode(0);
    assertThat(gray.channels()).isEqualTo(1);
    assertThat(gray.pixels()).isEqualTo(faces.decode(0).toGray().pixels());
  }

  @Test
  void landmarksGrowWithTheSize() {
    SyntheticFaces small = SyntheticFaces.of(16).size(50).seed(2);
    for (int i = 0; i < 16; i++) {
      double[] from = small.entries().get(i).metadata().landmarks().toArray();
      double[] to = small.size(300).entries().get(i).metadata().landmarks().toArray();
      for (int k = 0; k < from.length; k++) {
        assertThat(to[k]).isCloseTo(6 * from[k], within(1e-9));
      }
    }
  }

  @Test
  void facesAreAligned() {
    for (FaceType type :
        List.of(FaceType.HALF, FaceType.MID_FULL, FaceType.FULL, FaceType.WHOLE, FaceType.HEAD)) {
      for (FaceEntry face : SyntheticFaces.of(8).seed(9).faceType(type).entries()) {
        Landmarks marks = face.metadata().landmarks();
        Landmarks again = marks.map(Alignment.faceMatrix(marks, type, 128));
        for (int k = 0; k < Landmarks.COUNT; k++) {
          assertThat(again.x(k)).isCloseTo(marks.x(k), within(1e-6));
          assertThat(again.y(k)).isCloseTo(marks.y(k), within(1e-6));
        }
      }
    }
  }

  @Test
  void theMeasuredPoseIsTheDrawnPose() {
    SyntheticFaces faces = SyntheticFaces.of(1).size(256);
    for (int who = 0; who < SyntheticFaces.IDENTITIES; who++) {
      for (int yaw = -60; yaw <= 60; yaw += 15) {
        FaceParameters face = FaceParameters.frontal(who, 1).withPose(Math.toRadians(yaw), 0, 0);
        HeadPose pose = HeadPose.of(new FaceScene(face, FaceType.WHOLE, 256).landmarks(), 256);
        double far = Math.abs(yaw) <= 30 ? 8 : 15;
        assertThat(Math.toDegrees(pose.yaw())).isCloseTo(yaw, within(far));
      }
      for (int pitch = -20; pitch <= 20; pitch += 10) {
        FaceParameters face = FaceParameters.frontal(who, 1).withPose(0, Math.toRadians(pitch), 0);
        HeadPose pose = HeadPose.of(new FaceScene(face, FaceType.WHOLE, 256).landmarks(), 256);
        assertThat(Math.toDegrees(pose.pitch())).isCloseTo(pitch, within(12.0));
      }
    }
    assertThat(faces.rejected()).isEmpty();
  }

  @Test
  void contentHashesSayWhatIsDrawn() {
    SyntheticFaces faces = SyntheticFaces.of(50).seed(2);
    HashSet<String> hashes = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      hashes.add(faces.contentHash(i));
      assertThat(faces.contentHash(i)).matches("[0-9a-f]{64}");
      assertThat(SyntheticFaces.of(90).seed(2).contentHash(i)).isEqualTo(faces.contentHash(i));
    }
    assertThat(hashes).hasSize(50);
    assertThat(faces.size(64).contentHash(0)).isNotEqualTo(faces.contentHash(0));
    assertThat(faces.gray().contentHash(0)).isNotEqualTo(faces.contentHash(0));
  }

  @Test
  void aSheetHoldsTheFirstFacesRowByRow() {
    SyntheticFaces faces = SyntheticFaces.of(10).size(16).seed(2);
    Picture sheet = faces.sheet(10);
    assertThat(List.of(sheet.width(), sheet.height(), sheet.channels()))
        .containsExactly(128, 32, 3);
    byte[] ninth = faces.decode(9).pixels();
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 48; x++) {
        assertThat(sheet.pixels()[(16 + y) * 384 + 48 + x]).isEqualTo(ninth[y * 48 + x]);
      }
    }
    assertThatThrownBy(() -> faces.sheet(11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the faces of a sheet must be from 1 to 10, got 11");
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    FaceParameters face = FaceParameters.frontal(0, 1);
    assertThatThrownBy(() -> face.withPose(Math.PI, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "yaw must be from -1.3089969389957472 to 1.3089969389957472, got 3.141592653589793");
    assertThatThrownBy(() -> face.withIdentity(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("identity must be from 0 to 7, got 8");
  }
}
