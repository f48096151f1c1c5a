package org.saehdbw.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.testing.FacesetFixtures;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.testing.TestFaces;

class FaceMasksTest {
  @Test
  void drawsTheHullsOfTheReference() throws IOException {
    JsonNode cases = FacesetFixtures.json("geometry/masks.json").get("hull");
    assertThat(cases.size()).isEqualTo(9);
    for (JsonNode wanted : cases) {
      Landmarks landmarks = FacesetFixtures.landmarks(wanted.get("landmarks"));
      double brows = wanted.get("eyebrows_expand_mod").asDouble();
      int[] expanded = FaceMasks.expandBrows(landmarks, brows);
      double[] expandedWanted = FacesetFixtures.points(wanted.get("expanded_landmarks_int"));
      for (int i = 0; i < expanded.length; i++) {
        assertThat((double) expanded[i])
            .as(wanted.get("file").asText())
            .isEqualTo(expandedWanted[i]);
      }
      int size = wanted.get("size").asInt();
      float[] mask = FacesetFixtures.floats(FaceMasks.hull(landmarks, brows, size, size));
      byte[] picture = FacesetFixtures.gray("geometry/" + wanted.get("file").asText());
      int white = 0;
      for (int i = 0; i < mask.length; i++) {
        assertThat(mask[i] * 255).isEqualTo(picture[i] & 0xFF);
        white += mask[i] > 0 ? 1 : 0;
      }
      assertThat(white).isEqualTo(wanted.get("white_pixels").asInt());
    }
  }

  @Test
  void drawsEyesAndMouthOfTheReference() throws IOException {
    NpzFile arrays = NpzFile.read(FacesetFixtures.path("geometry/eye_mouth_masks.npz"));
    for (JsonNode wanted : FacesetFixtures.json("geometry/masks.json").get("eye_mouth")) {
      Landmarks landmarks = FacesetFixtures.landmarks(wanted.get("landmarks"));
      int size = wanted.get("size").asInt();
      String key = wanted.get("key").asText();
      Mat hull = FaceMasks.hull(landmarks, 1.0, size, size);
      assertClose(FaceMasks.eyes(landmarks, size, size), arrays, key + "__eyes");
      assertClose(FaceMasks.mouth(landmarks, size, size), arrays, key + "__mouth");
      assertClose(FaceMasks.eyesMouth(landmarks, hull), arrays, key + "__eyes_mouth_times_hull");
    }
  }

  @Test
  void skipsTheGrowingOfVerySmallPictures() {
    Landmarks face = TestFaces.frontal(16);
    float[] eyes = FacesetFixtures.floats(FaceMasks.eyes(face, 16, 16));
    assertThat(eyes[((int) face.y(36)) * 16 + (int) face.x(36)]).isEqualTo(1f);
    assertThat(eyes[0]).isEqualTo(0f);
  }

  @Test
  void aMaskThatIsAPictureBombIsNotDecoded() {
    byte[] png = PictureFiles.encodePng(new Picture(8, 8, 1, new byte[64]));
    ByteBuffer.wrap(png).putInt(16, -1).putInt(20, 50_000);
    String beginning = "its segmentation mask (xseg_mask) ";
    refused(png, beginning + "may have sides of at most 4096 pixels, got 4294967295 x 50000");
    refused(
        PictureFiles.encodeJpeg(new Picture(4097, 1, 1, new byte[4097]), 90),
        beginning + "may have sides of at most 4096 pixels, got 4097 x 1");
    byte[] gif = "GIF89a".getBytes(StandardCharsets.US_ASCII);
    for (byte[] none : new byte[][] {{}, {1, 2, 3}, Arrays.copyOf(png, 20), gif}) {
      refused(none, beginning + "is not a PNG or JPEG picture");
    }
  }

  private static void refused(byte[] mask, String message) {
    assertThatThrownBy(() -> FaceMasks.segmentation(mask))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(message);
  }

  private static void assertClose(Mat mask, NpzFile arrays, String key) {
    assertThat(FacesetFixtures.floats(mask))
        .as(key)
        .containsExactly(arrays.get(key).values(), within(1e-6f));
    OpenCv.release(mask);
  }
}
