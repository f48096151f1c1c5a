package org.saehdbw.synthesis.clips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.sources.Facesets;

class DrawnClipTest {
  private static final DrawnClip CLIP = DrawnClip.of(6).size(240, 160).seed(2);

  @TempDir private Path folder;

  @Test
  void theSameClipHasTheSameBytesAndMoves() {
    Picture first = CLIP.frame(0);
    assertThat(CLIP.frame(0).pixels()).isEqualTo(first.pixels());
    assertThat(first.width()).isEqualTo(240);
    assertThat(first.height()).isEqualTo(160);
    double change = meanDifference(first, CLIP.frame(1));
    assertThat(change).as("from frame to frame it changes a little").isBetween(0.2, 12.0);
    assertThat(meanDifference(first, CLIP.seed(3).frame(0))).isGreaterThan(change);
  }

  private static double meanDifference(Picture one, Picture other) {
    double sum = 0;
    for (int i = 0; i < one.pixels().length; i++) {
      sum += Math.abs((one.pixels()[i] & 0xff) - (other.pixels()[i] & 0xff));
    }
    return sum / one.pixels().length;
  }

  @Test
  void landmarksAreInsideAndMoveSmoothly() {
    DrawnClip clip = DrawnClip.of(300).size(240, 160);
    Landmarks before = clip.landmarks(0);
    for (int i = 1; i < 300; i++) {
      Landmarks now = clip.landmarks(i);
      assertThat(now.x(30)).isBetween(20.0, 220.0);
      assertThat(now.y(30)).isBetween(20.0, 140.0);
      assertThat(Math.hypot(now.x(30) - before.x(30), now.y(30) - before.y(30))).isLessThan(7);
      before = now;
    }
  }

  @Test
  void framesAndFacesBelongTogether() throws Exception {
    CLIP.writeTo(folder.resolve("clip"));
    try (var files = Files.list(folder.resolve("clip/frames"))) {
      assertThat(files).hasSize(6);
    }
    Picture stored = PictureFiles.read(folder.resolve("clip/frames/00003.png"));
    assertThat(stored.pixels()).isEqualTo(CLIP.frame(2).pixels());
    Faceset faces = Facesets.open(folder.resolve("clip/faces"), 1);
    assertThat(faces.entries()).hasSize(6);
    assertThat(faces.rejected()).isEmpty();
    Faceset.FaceEntry third = faces.entries().get(2);
    assertThat(third.metadata().sourceFilename()).contains("00003.png");
    assertThat(third.metadata().sourceLandmarks().orElseThrow().x(30))
        .isCloseTo(CLIP.landmarks(2).x(30), org.assertj.core.api.Assertions.within(1e-3));
    assertThatThrownBy(() -> CLIP.writeTo(folder.resolve("clip")))
        .hasMessage(folder.resolve("clip") + " must be new or empty, it holds files");
  }

  @Test
  void impossibleClipsAreRefused() {
    assertThatThrownBy(() -> DrawnClip.of(0)).hasMessage("a clip has 1 to 99999 frames, got 0");
    assertThatThrownBy(() -> CLIP.size(90, 90))
        .hasMessage(
            "frames of a clip have 96 to 4096 pixels a side and are not upright, got 90 x 90");
    assertThatThrownBy(() -> CLIP.identity(8)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> CLIP.frame(6)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
