package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.testing.NpzFile;

class SampleMotionTest {
  private static final NpzFile ARRAYS = NpzFile.resource("/geometry/warp_fork.npz");

  @BeforeAll
  static void loadOpenCv() {
    OpenCv.load();
  }

  @Test
  void matricesEqualTheReferenceInBothScaleRanges() throws IOException {
    JsonNode upstream = json("/geometry/warp_upstream.json");
    int number = 0;
    for (JsonNode draws : json("/geometry/warp_fork.json")) {
      int side = draws.get("internal_w").asInt();
      checkMatrix(draws.get("rmat_2x3"), augmentation(draws, ScaleRange.FORK).matrix(side));
      checkMatrix(
          upstream.get(number++).get("rmat_2x3"),
          augmentation(draws, ScaleRange.UPSTREAM).matrix(side));
      assertThat(side).isEqualTo(Math.max(64, draws.get("resolution").asInt()));
    }
    assertThat(number).isEqualTo(6);
  }

  @Test
  void warpsEqualTheReference() throws IOException {
    for (JsonNode draws : json("/geometry/warp_fork.json")) {
      try (GridWarp warp = warp(draws)) {
        assertClose(warp.xCoordinates(), expected(draws, "mapx").values(), 1e-4, 1e-3);
      }
    }
  }

  private static Mat moved(SampleMotion motion, Mat picture, Optional<GridWarp> warp) {
    Mat scratch = new Mat();
    Mat out = new Mat();
    motion.move(picture, warp, scratch, out);
    OpenCv.release(scratch);
    return out;
  }

  @Test
  void picturesAndMasksMoveAsTheReference() throws IOException {
    for (JsonNode draws : json("/geometry/warp_fork.json")) {
      Augmentation augmentation = augmentation(draws, ScaleRange.FORK);
      Mat picture = mat(expected(draws, "in"));
      Mat mask = mat(expected(draws, "in_mask"));
      try (GridWarp warp = warp(draws)) {
        Mat moved = moved(SampleMotion.ofPicture(augmentation), picture, Optional.of(warp));
        NpzFile.Entry wanted = expected(draws, "warp_transform_flip_replicate");
        assertClose(floats(moved), wanted.values(), 0.002, 0.03);
        Mat movedMask = moved(SampleMotion.ofMask(augmentation), mask, Optional.empty());
        NpzFile.Entry wantedMask = expected(draws, "mask_transform_flip_constant_linear");
        assertClose(floats(movedMask), wantedMask.values(), 0.002, 0.03);
        Augmentation unflipped =
            new Augmentation(
                augmentation.rotation(),
                augmentation.scale(),
                augmentation.shiftX(),
                augmentation.shiftY(),
                false);
        Mat transformed = moved(SampleMotion.ofPicture(unflipped), picture, Optional.empty());
        assertClose(
            floats(transformed), expected(draws, "transform_replicate").values(), 0.002, 0.03);
      }
    }
  }

  @Test
  void drawsStayInTheirRangesAndFlipFourTimesInTen() {
    int flips = 0;
    int n = 10_000;
    for (int slot = 0; slot < n; slot++) {
      Augmentation draw =
          Augmentation.draw(CounterRandom.of(1, "affine", 0, slot), ScaleRange.FORK, true);
      assertThat(draw.rotation()).isBetween(-10.0, 10.0);
      assertThat(draw.scale()).isBetween(0.85, 1.15);
      assertThat(draw.shiftX()).isBetween(-0.05, 0.05);
      flips += draw.flip() ? 1 : 0;
    }
    assertThat(flips / (double) n).isCloseTo(0.4, within(0.02));
    assertThat(
            Augmentation.draw(CounterRandom.of(1, "affine", 0, 0), ScaleRange.FORK, false).flip())
        .isFalse();
  }

  @Test
  void sameStreamDrawsTheSameWarp() {
    try (GridWarp one = GridWarp.draw(CounterRandom.of(3, "warp", 5, 1), 96);
        GridWarp same = GridWarp.draw(CounterRandom.of(3, "warp", 5, 1), 96);
        GridWarp other = GridWarp.draw(CounterRandom.of(3, "warp", 5, 2), 96)) {
      assertThat(one.xCoordinates()).isEqualTo(same.xCoordinates());
      assertThat(one.xCoordinates()).isNotEqualTo(other.xCoordinates());
    }
  }

  @Test
  void refusesTheWrongCountOfDraws() {
    assertThatThrownBy(() -> GridWarp.of(96, 48, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a warp of side 96 and cell 48 takes 2 draws, got 3");
    assertThatThrownBy(() -> new ScaleRange(1.2, 1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale range must rise from at least 0.5 to at most 2, got 1.2 to 1.1");
  }

  private static Augmentation augmentation(JsonNode draws, ScaleRange range) {
    return new Augmentation(
        -10 + 20 * draws.get("rotation_u01").asDouble(),
        range.low() + (range.high() - range.low()) * draws.get("scale_u01").asDouble(),
        -0.05 + 0.1 * draws.get("tx_u01").asDouble(),
        -0.05 + 0.1 * draws.get("ty_u01").asDouble(),
        draws.get("flip").asBoolean());
  }

  private static GridWarp warp(JsonNode draws) {
    JsonNode list = draws.get("accepted_normals_mapx_then_mapy");
    double[] normals = new double[list.size()];
    for (int i = 0; i < normals.length; i++) {
      normals[i] = list.get(i).asDouble();
    }
    return GridWarp.of(draws.get("internal_w").asInt(), draws.get("cell_size").asInt(), normals);
  }

  private static void checkMatrix(JsonNode rows, Affine map) {
    double[] ours = {map.m00(), map.m01(), map.m02(), map.m10(), map.m11(), map.m12()};
    for (int i = 0; i < 6; i++) {
      assertThat(ours[i]).isCloseTo(rows.get(i / 3).get(i % 3).asDouble(), within(1e-9));
    }
  }

  private static NpzFile.Entry expected(JsonNode draws, String name) {
    return ARRAYS.get(draws.get("key").asText() + "__" + name);
  }

  private static Mat mat(NpzFile.Entry entry) {
    int channels = entry.shape().length == 3 ? entry.shape()[2] : 1;
    Mat mat = new Mat(entry.shape()[0], entry.shape()[1], CvType.CV_32FC(channels));
    mat.put(0, 0, entry.values());
    return mat;
  }

  private static float[] floats(Mat mat) {
    float[] values = new float[(int) mat.total() * mat.channels()];
    mat.get(0, 0, values);
    return values;
  }

  private static void assertClose(float[] ours, float[] theirs, double mean, double largest) {
    assertThat(ours).hasSameSizeAs(theirs);
    double sum = 0;
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      double difference = Math.abs(ours[i] - theirs[i]);
      sum += difference;
      worst = Math.max(worst, difference);
    }
    assertThat(sum / ours.length).as("mean error").isLessThan(mean);
    assertThat(worst).as("largest error").isLessThan(largest);
  }

  private static JsonNode json(String name) throws IOException {
    try (InputStream in = SampleMotionTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in).get("cases");
    }
  }
}
