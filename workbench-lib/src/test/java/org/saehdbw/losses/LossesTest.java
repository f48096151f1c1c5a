package org.saehdbw.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.PixelNorm;
import org.saehdbw.tensors.EagerOps;
import org.saehdbw.testing.NpzFile;

class LossesTest {
  private final NDManager scope = NDManager.newBaseManager();
  private final EagerOps ops =
      new EagerOps(
          scope,
          p -> {
            throw new IllegalArgumentException("losses have no parameters, asked for " + p);
          });
  private final NpzFile units = NpzFile.resource("/parity/units.npz");

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @Test
  void dssimEqualsTheOriginalForEveryWindow() throws IOException {
    int compared = 0;
    for (JsonNode unit : unitsJson().path("dssim")) {
      NDArray a = picture(unit.path("img_a").asText());
      NDArray b = picture(unit.path("img_b").asText());
      Dssim dssim = Dssim.of(unit.path("filter_size").asInt(), (int) a.getShape().get(2));
      float[] ours = dssim.perSample(ops, a, b).toFloatArray();
      JsonNode values = unit.path("value_batch_x_channel");
      for (int sample = 0; sample < ours.length; sample++) {
        double mean = 0;
        for (JsonNode channel : values.get(sample)) {
          mean += channel.asDouble() / values.get(sample).size();
        }
        assertThat((double) ours[sample])
            .as(unit.path("name").asText())
            .isCloseTo(mean, within(1e-5));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"64x3, 5", "64x1, 5", "96x1, 8"})
  void dssimsGradientEqualsTheOriginal(String size, int window) {
    NDArray a = picture("img_a_" + size);
    NDArray b = picture("img_b_" + size);
    b.setRequiresGradient(true);
    JniUtils.setGradMode(true);
    NDArray value = Dssim.of(window, (int) a.getShape().get(2)).perSample(ops, a, b);
    // The original sums over channels too; ours is the mean of channels.
    NDArray seed = scope.ones(value.getShape()).mul(b.getShape().get(1));
    JniUtils.backward((PtNDArray) value, (PtNDArray) seed, false, false);
    float[] ours = JniUtils.getGradient((PtNDArray) b).toFloatArray();
    float[] theirs = units.get("dssim_grad_b_" + size + "_f" + window).nchw();
    assertThat(ours).hasSameSizeAs(theirs);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < ours.length; i++) {
      largest = Math.max(largest, Math.abs(theirs[i]));
      difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
    }
    assertThat(difference).isLessThan(1e-4 * largest);
  }

  @Test
  void dssimOfEqualIsZeroAndOfBlackAndWhiteIsNearOneHalf() {
    NDArray black = scope.zeros(new Shape(1, 1, 32, 32));
    NDArray white = scope.ones(new Shape(1, 1, 32, 32));
    Dssim dssim = Dssim.of(11, 32);
    assertThat(dssim.perSample(ops, white, white).toFloatArray()[0]).isZero();
    double expected = (1 - 1e-4 / (1 + 1e-4)) / 2;
    assertThat((double) dssim.perSample(ops, black, white).toFloatArray()[0])
        .isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.75", "1.0", "2.0", "3.0", "8.0"})
  void blurEqualsTheOriginal(double sigma) {
    NDArray first = ops.part(picture("img_a_64x3"), 0, 0, 1);
    float[] ours = Window.blur(sigma, 64).apply(ops, first).toFloatArray();
    float[] theirs = units.get("gaussian_blur_r" + sigma).nchw();
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).isCloseTo(theirs[i], within(2e-6f));
    }
  }

  @Test
  void layoutsEqualTheOriginals() {
    NpzFile.Entry in = units.get("d2s_in_nhwc");
    NDArray x = scope.create(in.nchw(), new Shape(2, 8, 3, 3));
    assertThat(ops.depthToSpace(x, 2).toFloatArray()).isEqualTo(units.get("d2s_out_nhwc").nchw());
    NDArray flat = ops.flatten(x);
    assertThat(flat.toFloatArray()).isEqualTo(units.get("flatten_out").values());
    assertThat(ops.unflatten(flat, 8, 3, 3).toFloatArray())
        .isEqualTo(units.get("reshape4d_out_nhwc").nchw());
    float[] normed = new PixelNorm().forward(ops, flat).toFloatArray();
    float[] theirs = units.get("pixel_norm_out").values();
    for (int i = 0; i < theirs.length; i++) {
      assertThat(normed[i]).isCloseTo(theirs[i], within(1e-6f));
    }
  }

  @Test
  void weighsErrorsAsTheSpecSays() {
    // All target 1, drawn 0.5 inside a full mask of ones; 32 pixels, eyes mask a quarter.
    NDArray ones = scope.ones(new Shape(2, 1, 64, 64));
    NDArray half = ops.affine(ones, 0.5, 0);
    NDArray quarter = ops.affine(ones, 0.25, 0);
    var target = new ReconstructionLoss.Target<>(ones, ones, quarter);
    var loss = new ReconstructionLoss(64, new LossOptions(false, true, false));
    Map<String, NDArray> terms = loss.terms(ops, target, new Face<>(half, half));
    assertThat(terms.keySet()).containsExactly("dssim", "mse", "eyes_mouth", "mask_mse");
    assertThat(value(terms, "mse")).isCloseTo(2.5, within(1e-5));
    assertThat(value(terms, "mask_mse")).isCloseTo(2.5, within(1e-5));
    assertThat(value(terms, "eyes_mouth")).isCloseTo(300 * 0.25 * 0.5, within(1e-4));
    // lum = (2 * 0.5 + c1) / (1.25 + c1), cs = 1: both pictures are flat.
    double dssim = 10 * (1 - (1 + 1e-4) / (1.25 + 1e-4)) / 2;
    assertThat(value(terms, "dssim")).isCloseTo(dssim, within(1e-2 * dssim));
  }

  @Test
  void hasTwoWindowsFrom256PixelsOn() {
    NDArray a = picture("img_a_256x1");
    NDArray b = picture("img_b_256x1");
    var target = new ReconstructionLoss.Target<>(a, a, a);
    var loss = new ReconstructionLoss(256, new LossOptions(false, false, false));
    Map<String, NDArray> terms = loss.terms(ops, target, new Face<>(b, a));
    assertThat(terms.keySet()).containsExactly("dssim_a", "dssim_b", "mse", "mask_mse");
    assertThat(value(terms, "dssim_a"))
        .isCloseTo(5 * Dssim.of(22, 256).perSample(ops, a, b).toFloatArray()[0], within(1e-6));
    assertThat(value(terms, "dssim_b"))
        .isCloseTo(5 * Dssim.of(11, 256).perSample(ops, a, b).toFloatArray()[0], within(1e-6));
  }

  @Test
  void maskBlurIsOneInsideAndFallsOutside() {
    float[] values = new float[64 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 64 < 32 ? 1 : 0;
    }
    NDArray mask = scope.create(values, new Shape(1, 1, 64, 64));
    float[] blurred = MaskBlur.of(64).apply(ops, mask).toFloatArray();
    int row = 32 * 64;
    assertThat(blurred[row + 16]).isCloseTo(1, within(1e-6f));
    assertThat(blurred[row + 31]).isCloseTo(1, within(1e-6f));
    // Four of nine taps of sigma 2 lie left of the edge: 2 * (1 - g0 / sum) / 2.
    double sum = 1;
    for (int i = 1; i <= 4; i++) {
      sum += 2 * Math.exp(-i * i / 8.0);
    }
    assertThat((double) blurred[row + 32]).isCloseTo(1 - 1 / sum, within(1e-6));
    assertThat(blurred[row + 36]).isZero();
  }

  private static double value(Map<String, NDArray> terms, String name) {
    NDArray term = terms.get(name);
    if (term == null) {
      throw new AssertionError("no term " + name);
    }
    return term.toFloatArray()[0];
  }

  private NDArray picture(String name) {
    NpzFile.Entry entry = units.get(name);
    int[] s = entry.shape();
    return scope.create(entry.nchw(), new Shape(s[0], s[3], s[1], s[2]));
  }

  private static JsonNode unitsJson() throws IOException {
    try (InputStream in = LossesTest.class.getResourceAsStream("/parity/units.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
