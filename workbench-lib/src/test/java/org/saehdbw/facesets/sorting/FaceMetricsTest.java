package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class FaceMetricsTest {
  @TempDir private Path folder;

  /** The stored faces in the order of the expectations. */
  private Faceset stored() throws IOException, FaceFileException {
    JsonNode metrics = SortFixtures.expected().get("metrics");
    for (int i = 0; i < metrics.size(); i++) {
      SortFixtures.copy(metrics.get(i).get("file").asText(), folder.resolve(i + ".jpg"));
    }
    return Facesets.open(folder, 1);
  }

  @Test
  void measuresWhatDeepFaceLabDoes() throws Exception {
    Faceset faces = stored();
    JsonNode metrics = SortFixtures.expected().get("metrics");
    for (int i = 0; i < metrics.size(); i++) {
      JsonNode wanted = metrics.get(i);
      Faceset.FaceEntry face = faces.entries().get(i);
      Landmarks landmarks = face.metadata().landmarks();
      Picture picture = faces.decode(i);
      assertThat(FaceMetrics.sharpness(picture, landmarks))
          .isEqualTo(wanted.get("blur_cpbd").asDouble(), within(1e-12));
      // OpenCV sums the Laplacian in 32 bits.
      assertThat(FaceMetrics.motionBlur(picture, landmarks))
          .isCloseTo(
              wanted.get("motion_blur_laplacian_var").asDouble(), Percentage.withPercentage(1e-3));
      HeadPose pose = HeadPose.of(landmarks, face.width());
      assertThat(pose.yaw()).isEqualTo(wanted.get("face_yaw").asDouble(), within(1e-4));
      assertThat(pose.pitch()).isEqualTo(wanted.get("face_pitch").asDouble(), within(1e-4));
      assertThat(FaceMetrics.sourceRectArea(face.metadata()))
          .isEqualTo(wanted.get("source_rect_area").asDouble());
      assertThat(FaceMetrics.brightness(picture))
          .isEqualTo(wanted.get("brightness").asDouble(), within(1e-9));
      assertThat(FaceMetrics.hue(picture)).isEqualTo(wanted.get("hue").asDouble(), within(1e-9));
      assertThat(FaceMetrics.black(picture)).isEqualTo(wanted.get("black").asInt());
      assertThat(face.metadata().sourceFilename()).hasValue(wanted.get("origname").asText());
    }
  }

  @Test
  void histogramsAreAsFarApartAsStored() throws Exception {
    Faceset faces = stored();
    List<ToneHistogram> colour = new ArrayList<>();
    List<ToneHistogram> grayHull = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Picture picture = faces.decode(i);
      colour.add(ToneHistogram.of(picture));
      Landmarks landmarks = faces.entries().get(i).metadata().landmarks();
      grayHull.add(ToneHistogram.of(FaceMetrics.masked(picture, landmarks).toGray()));
    }
    JsonNode pairs = SortFixtures.expected().get("hist_pairwise_bhattacharyya_bgr_sum");
    JsonNode totals = SortFixtures.expected().get("hist_dissim_total");
    for (int i = 0; i < 4; i++) {
      double total = 0;
      for (int j = 0; j < 4; j++) {
        // A histogram's distance to itself is the root of what rounding leaves.
        assertThat(colour.get(i).distance(colour.get(j)))
            .isEqualTo(pairs.get(i).get(j).asDouble(), within(i == j ? 1e-7 : 1e-9));
        total += i == j ? 0 : grayHull.get(i).distance(grayHull.get(j));
      }
      assertThat(total).isEqualTo(totals.get(i).asDouble(), within(1e-9));
    }
  }

  @Test
  void brightnessIsTheLargestChannel() {
    assertThat(FaceMetrics.brightness(SortFixtures.colour(2, 1, 10, 20, 30, 0, 5, 1)))
        .isEqualTo(17.5);
    assertThat(FaceMetrics.brightness(SortFixtures.gray(2, 2, 0, 255, 1, 0))).isEqualTo(64);
  }

  @Test
  void hueIsHalfTheAngle() {
    // Blue 240 degrees, green 120, red 0, gray none (0).
    assertThat(FaceMetrics.hue(SortFixtures.colour(2, 2, 255, 0, 0, 0, 255, 0, 0, 0, 255, 7, 7, 7)))
        .isEqualTo((120 + 60 + 0 + 0) / 4.0);
    assertThatThrownBy(() -> FaceMetrics.hue(SortFixtures.gray(1, 1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hue needs a picture in colour, got a gray one");
  }

  @Test
  void blackIsCountedInEachChannel() {
    assertThat(FaceMetrics.black(SortFixtures.colour(2, 1, 0, 0, 1, 9, 0, 9))).isEqualTo(3);
    assertThat(FaceMetrics.black(SortFixtures.gray(3, 1, 0, 1, 255))).isEqualTo(1);
  }

  @Test
  void areaIsWidthTimesHeight() {
    FaceMetadata face = TinyFaceset.of(1, 64).entries().get(0).metadata();
    FaceMetadata with =
        face.withSource(
            "f.png", List.of(10, 20, 40, 60), face.landmarks(), new Affine(1, 0, 0, 0, 1, 0));
    assertThat(FaceMetrics.sourceRectArea(with)).isEqualTo(30 * 40);
    assertThatThrownBy(
            () -> FaceMetrics.sourceRectArea(FaceMetadata.of(FaceType.WHOLE, face.landmarks())))
        .hasMessage("the face data have no source_rect");
  }

  @Test
  void masksGrayPixelByPixel() {
    SyntheticFaces faces = TinyFaceset.of(1, 64, 4);
    Picture colour = faces.decode(0);
    Landmarks landmarks = faces.entries().get(0).metadata().landmarks();
    Picture masked = FaceMetrics.masked(colour, landmarks);
    Picture gray = FaceMetrics.masked(colour.toGray(), landmarks);
    assertThat(gray.pixels()).isEqualTo(masked.toGray().pixels());
    int nose = 64 * (int) landmarks.y(30) + (int) landmarks.x(30);
    assertThat(gray.pixels()[nose]).isEqualTo(colour.toGray().pixels()[nose]);
    assertThat(gray.pixels()[0]).isZero();
    assertThat(masked.pixels()).hasSize(64 * 64 * 3);
  }
}
