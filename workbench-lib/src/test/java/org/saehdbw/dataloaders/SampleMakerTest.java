package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.transfers.TransferMode;

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
      compared += compare(key + "__warped", ours.warped(), ours.channels(), wanted);
      compared += compare(key + "__mask", ours.mask(), 1, wanted);
      compared += compare(key + "__mask_em", ours.eyesMouth(), 1, wanted);
    }
    assertThat(compared).isEqualTo(name.equals("pipeline_upstream") ? 12 : 8);
  }

  private static BatchSide make(JsonNode draws)
      throws IOException, FaceFileException, URISyntaxException {
    OpenCv.load();
    boolean fork = draws.get("tree").asText().equals("fork");
    boolean gray = draws.get("channel_type").asText().equals("G");
    int side = draws.get("resolution").asInt();
    FaceType type = FaceType.parse(draws.get("face_type").asText());
    SampleOptions options = SampleOptions.of(side, gray ? 1 : 3, type);
    ScaleRange range = fork ? ScaleRange.FORK : ScaleRange.UPSTREAM;
    Augmentation augmentation =
        new Augmentation(
            -10 + 20 * draws.get("rotation_u01").asDouble(),
            range.low() + (range.high() - range.low()) * draws.get("scale_u01").asDouble(),
            -0.05 + 0.1 * draws.get("tx_u01").asDouble(),
            -0.05 + 0.1 * draws.get("ty_u01").asDouble(),
            draws.get("flip").asBoolean());
    Optional<GridWarp> warp =
        draws.get("warp").asBoolean() ? Optional.of(warp(draws, side)) : Optional.empty();
    return make(draws.get("file").asText(), options, augmentation, warp, tone(draws));
  }

  private static ToneJitter tone(JsonNode draws) {
    double power = draws.get("hsv").asDouble();
    return power == 0
        ? ToneJitter.NONE
        : new ToneJitter(
            draws.get("hue_shift").asInt(),
            (draws.get("sat_u01").asDouble() - 0.5) * power,
            (draws.get("val_u01").asDouble() - 0.5) * power,
            1,
            1,
            0,
            0,
            0);
  }

  private static BatchSide make(
      String file,
      SampleOptions options,
      Augmentation augmentation,
      Optional<GridWarp> warp,
      ToneJitter tone)
      throws FaceFileException, URISyntaxException {
    OpenCv.load();
    BatchMemory memory =
        new BatchMemory(1, options.picture().channels(), options.picture().resolution());
    FaceRecord face = new FaceRecord(FaceLayout.ofSamples(options));
    LoaderClock clock = new LoaderClock();
    load(file, options, face, clock);
    CounterRandom random = CounterRandom.of(1, "grain", 1, 1);
    try (SampleMaker maker =
            new SampleMaker(options.picture().channels(), TransferMode.NONE.transfer());
        SampleDraws all =
            new SampleDraws(
                augmentation, warp, options.picture().grayFrom().mix(), tone, random, random)) {
      maker.make(face, Optional.empty(), all, memory.planes(0), clock);
    }
    return memory.toSide();
  }

  private static void load(String file, SampleOptions options, FaceRecord into, LoaderClock clock)
      throws FaceFileException, URISyntaxException {
    Path folder = Path.of(SampleMakerTest.class.getResource("/dflimg").toURI());
    Faceset faces = FacesetFolder.scan(folder, 1);
    for (int i = 0; i < faces.entries().size(); i++) {
      if (faces.entries().get(i).name().equals(file)) {
        new FaceCutter(options, FaceLayout.ofSamples(options))
            .cut(faces.decode(i), faces.entries().get(i).metadata(), into, clock);
        return;
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

  private static final Augmentation MOVED = new Augmentation(7, 1.1, 0.02, 0, true);

  private static BatchSide plain(SampleOptions options, ToneJitter tone)
      throws FaceFileException, URISyntaxException {
    return make("wf_color_p3.jpg", options, MOVED, Optional.empty(), tone);
  }

  @Test
  void withoutAWarpTheInputIsTheTarget() throws FaceFileException, URISyntaxException {
    BatchSide sample = plain(SampleOptions.of(64, 1, FaceType.WHOLE), ToneJitter.NONE);
    assertThat(sample.warped()).isEqualTo(sample.target());
  }

  @Test
  void gammaAndContrastChangeInputAndTargetAlike() throws FaceFileException, URISyntaxException {
    SampleOptions options = SampleOptions.of(64, 1, FaceType.WHOLE);
    BatchSide dark = plain(options, new ToneJitter(0, 0, 0, 2, 1, 0, 0, 0));
    assertThat(dark.warped()).isEqualTo(dark.target());
    BatchSide flat = plain(options, new ToneJitter(0, 0, 0, 1, 0.5, 0, 0, 0));
    assertThat(flat.warped()).isEqualTo(flat.target());
    BatchSide as = plain(options, ToneJitter.NONE);
    for (int pixel : new int[] {900, 2080, 3000}) {
      float value = as.target().get(pixel);
      assertThat(dark.target().get(pixel)).isCloseTo(value * value, within(0.03f));
      assertThat(flat.target().get(pixel)).isCloseTo(0.25f + value / 2, within(1e-4f));
    }
  }

  @Test
  void filmIsOnTheInputAloneAndTheSameInAllChannels() throws FaceFileException, URISyntaxException {
    SampleOptions options = SampleOptions.of(64, 3, FaceType.WHOLE);
    BatchSide clean = plain(options, ToneJitter.NONE);
    BatchSide grainy = plain(options, new ToneJitter(0, 0, 0, 1, 1, 0, 0.1, 0.7));
    assertThat(grainy.target()).isEqualTo(clean.target());
    assertThat(grainy.mask()).isEqualTo(clean.mask());
    BatchSide soft = plain(options, new ToneJitter(0, 0, 0, 1, 1, 1.5, 0, 0));
    assertThat(soft.target()).isEqualTo(clean.target());
    assertThat(roughness(soft.warped())).isLessThan(0.7 * roughness(clean.warped()));
    assertThat(roughness(grainy.warped())).isGreaterThan(1.3 * roughness(clean.warped()));
  }

  private static double roughness(FloatBuffer plane) {
    double sum = 0;
    for (int i = 1; i < 64 * 64; i++) {
      sum += Math.abs(plane.get(i) - plane.get(i - 1));
    }
    return sum;
  }
}
