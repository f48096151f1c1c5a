package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.facesets.FaceFileException;
import org.saehdbw.facesets.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.OpenCv;
import org.saehdbw.testing.NpzFile;

/** Whole samples against those of the original, made from the same files by the same draws. */
class SampleMakerTest {
  private static final double MEAN = 0.002;
  private static final double LARGEST = 0.03;

  @ParameterizedTest
  @ValueSource(strings = {"pipeline_upstream", "pipeline_fork_gray"})
  void samplesEqualTheOriginals(String name)
      throws IOException, FaceFileException, URISyntaxException {
    NpzFile wanted = NpzFile.resource("/geometry/" + name + ".npz");
    int compared = 0;
    for (JsonNode draws : json("/geometry/" + name + ".json")) {
      BatchSide ours = make(draws);
      String key = draws.get("key").asText();
      compared += compare(key + "__target", ours.target(), ours.channels(), wanted);
      if (draws.get("hsv").asDouble() == 0) {
        compared += compare(key + "__warped", ours.warped(), ours.channels(), wanted);
      }
      compared += compare(key + "__mask", ours.mask(), 1, wanted);
      compared += compare(key + "__mask_em", ours.eyesMouth(), 1, wanted);
    }
    assertThat(compared).isEqualTo(name.equals("pipeline_upstream") ? 11 : 8);
  }

  private static BatchSide make(JsonNode draws)
      throws IOException, FaceFileException, URISyntaxException {
    OpenCv.load();
    boolean fork = draws.get("tree").asText().equals("fork");
    boolean gray = draws.get("channel_type").asText().equals("G");
    int side = draws.get("resolution").asInt();
    FaceType type = FaceType.parse(draws.get("face_type").asText());
    SampleOptions options =
        SampleOptions.of(side, gray ? 1 : 3, type).toBuilder().eyesMouth(true).build();
    ScaleRange range = fork ? ScaleRange.FORK : ScaleRange.UPSTREAM;
    Augmentation augmentation =
        new Augmentation(
            -10 + 20 * draws.get("rotation_u01").asDouble(),
            range.low() + (range.high() - range.low()) * draws.get("scale_u01").asDouble(),
            -0.05 + 0.1 * draws.get("tx_u01").asDouble(),
            -0.05 + 0.1 * draws.get("ty_u01").asDouble(),
            draws.get("flip").asBoolean());
    BatchMemory memory = new BatchMemory(1, options.channels(), side);
    try (PreparedFace face = face(draws.get("file").asText(), options);
        GridWarp warp = warp(draws, side)) {
      Optional<GridWarp> used =
          draws.get("warp").asBoolean() ? Optional.of(warp) : Optional.empty();
      SampleMaker.make(face, augmentation, used, memory.planes(0));
    }
    return memory.toSide();
  }

  private static PreparedFace face(String file, SampleOptions options)
      throws FaceFileException, URISyntaxException {
    Path folder = Path.of(SampleMakerTest.class.getResource("/dflimg").toURI());
    Faceset faces = FacesetFolder.scan(folder, 1);
    for (int i = 0; i < faces.entries().size(); i++) {
      if (faces.entries().get(i).name().equals(file)) {
        return PreparedFace.of(faces.decode(i), faces.entries().get(i).metadata(), options);
      }
    }
    throw new AssertionError("no " + file + " in " + folder);
  }

  private static GridWarp warp(JsonNode draws, int side) {
    JsonNode list = draws.get("accepted_normals");
    double[] normals = new double[list.size()];
    for (int i = 0; i < normals.length; i++) {
      normals[i] = list.get(i).asDouble();
    }
    int cell = side / (2 << draws.get("cell_choice").asInt());
    return GridWarp.of(side, cell, normals);
  }

  /** Compares one array, which the original has as rows, columns, channels. */
  private static int compare(String name, FloatBuffer ours, int channels, NpzFile wanted) {
    if (!wanted.has(name)) {
      return 0;
    }
    float[] theirs = wanted.get(name).values();
    int plane = ours.remaining() / channels;
    assertThat(ours.remaining()).as(name).isEqualTo(theirs.length);
    double sum = 0;
    double worst = 0;
    for (int i = 0; i < theirs.length; i++) {
      double difference = Math.abs(ours.get(i % channels * plane + i / channels) - theirs[i]);
      sum += difference;
      worst = Math.max(worst, difference);
    }
    assertThat(sum / theirs.length).as(name + ", mean error").isLessThan(MEAN);
    assertThat(worst).as(name + ", largest error").isLessThan(LARGEST);
    return 1;
  }

  private static JsonNode json(String name) throws IOException {
    try (InputStream in = SampleMakerTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void withoutAWarpTheInputIsTheTarget() throws FaceFileException, URISyntaxException {
    OpenCv.load();
    SampleOptions options = SampleOptions.of(64, 1, FaceType.WHOLE);
    BatchMemory memory = new BatchMemory(1, 1, 64);
    try (PreparedFace face = face("wf_color_p3.jpg", options)) {
      SampleMaker.make(
          face, new Augmentation(7, 1.1, 0.02, 0, true), Optional.empty(), memory.planes(0));
    }
    assertThat(memory.toSide().warped()).isEqualTo(memory.toSide().target());
  }
}
