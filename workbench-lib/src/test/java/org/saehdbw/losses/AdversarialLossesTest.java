package org.saehdbw.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.layers.Face;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.DoubleOps.Array;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.training.plan.TrainingSettings;

/** Losses of discriminators and styles, by hand and against the original's units. */
class AdversarialLossesTest {
  /** The original takes means of up to 16,384 values in float32. */
  private static final double MEANS_IN_FLOAT32 = 2e-8;

  private final DoubleOps ops = new DoubleOps();
  private final NpzFile units = NpzFile.resource("/parity/units.npz");

  @Test
  void logitsByHand() {
    Array logits = Array.of(Dims.of(2, 1, 1, 2), 0, 3, -3, 100);
    double zero = Math.log(2);
    double three = Math.log(1 + Math.exp(-3));
    assertThat(new LogitLoss().perSample(ops, logits, true).values())
        .containsExactly(new double[] {(zero + three) / 2, (three + 3) / 2}, within(1e-12));
    assertThat(new LogitLoss().perSample(ops, logits, false).values())
        .containsExactly(new double[] {(zero + three + 3) / 2, (three + 100) / 2}, within(1e-12));
  }

  @Test
  void totalVariationEqualsTheOriginal() throws IOException {
    int compared = 0;
    for (JsonNode unit : unitsJson().path("total_variation_mse")) {
      Array x = picture(unit.path("input").asText());
      compare(
          TotalVariation.ofPictures().perSample(ops, x), unit.path("tensor_in_NHWC_(CPU)"), 1e-6);
      compare(
          TotalVariation.ofChannelsAndRows().perSample(ops, x),
          unit.path("tensor_in_NCHW_(GPU)"),
          1e-6);
      compared++;
    }
    assertThat(compared).isEqualTo(4);
  }

  private static void compare(Array ours, JsonNode theirs, double relative) {
    for (int i = 0; i < ours.values().length; i++) {
      double value = theirs.get(i).asDouble();
      assertThat(ours.values()[i]).isCloseTo(value, within(relative * value));
    }
  }

  @Test
  void styleMomentsEqualTheOriginal() throws IOException {
    int compared = 0;
    for (JsonNode unit : unitsJson().path("style_loss")) {
      double sigma = unit.path("gaussian_blur_radius").asDouble();
      if (sigma == 0) {
        continue;
      }
      Array x = picture(unit.path("target").asText());
      Array y = picture(unit.path("style").asText());
      double[] ours =
          new StyleMoments(Window.blur(sigma, x.dims().at(2))).perSample(ops, x, y).values();
      for (int i = 0; i < ours.length; i++) {
        double theirs =
            unit.path("value_per_sample").get(i).asDouble() / unit.path("loss_weight").asDouble();
        assertThat(ours[i]).isCloseTo(theirs, within(MEANS_IN_FLOAT32));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(16);
  }

  /** The swap differs from the destination inside the destination's face only. */
  @Test
  void whatIsAroundTheFaceIsFoundInTheDestination() {
    Dims dims = Dims.of(1, 1, 64, 64);
    Array target = filled(dims, 0, 64, 0.5);
    Array left = filled(dims, 0, 32, 1);
    Array right = filled(dims, 32, 64, 1);
    Array swap = filled(dims, 36, 64, 0.4);
    Array swapped = ops.add(target, swap);
    LossOptions options = new LossOptions(true, false, false).with(new StylePowers(0, 100));
    ReconstructionLoss loss = new ReconstructionLoss(64, options);
    Face<Array> drawn = new Face<>(target, left);
    var src = loss.compare(ops, new ReconstructionLoss.Target<>(target, left, left), drawn);
    var dst = loss.compare(ops, new ReconstructionLoss.Target<>(target, right, right), drawn);
    Map<String, Array> ours =
        new StyleLoss(64, options.styles(), Compat.NONE).background(ops, swapped, src, dst);
    Map<String, Array> theirs =
        new StyleLoss(64, options.styles(), Compat.DEEPFACELAB).background(ops, swapped, src, dst);
    assertThat(ours.keySet()).containsExactly("bg_style_dssim", "bg_style_mse");
    assertThat(sum(ours)).isLessThan(1e-3);
    assertThat(sum(theirs)).isGreaterThan(0.5);
  }

  private static double sum(Map<String, Array> terms) {
    return terms.values().stream().mapToDouble(term -> term.values()[0]).sum();
  }

  private static Array filled(Dims dims, int from, int to, double value) {
    double[] values = new double[Math.toIntExact(dims.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 64 >= from && i % 64 < to ? value : 0;
    }
    return new Array(dims, values);
  }

  @Test
  void pretrainingHasNoStylesAndNoDiscriminators() throws SettingsException {
    var settings =
        SettingsReader.readWords(
            TrainingSettings.defaults(),
            java.util.List.of(
                "true_face_power=0.1", "gan_power=0.2", "face_style_power=3", "bg_style_power=4"));
    var pretraining = settings.inStage(true);
    assertThat(LossOptions.of(pretraining).styles()).isEqualTo(StylePowers.NONE);
    AdversarialOptions none = AdversarialOptions.of(pretraining, true, 96);
    assertThat(none.judgesCodes() || none.judgesPatches()).isFalse();
    AdversarialOptions all = AdversarialOptions.of(settings.inStage(false), false, 96);
    assertThat(all)
        .isEqualTo(new AdversarialOptions(0.1, true, 0.2, 12, 16, TotalVariation.ofPictures()));
    var compat = SettingsReader.readWords(settings, java.util.List.of("compat=deepfacelab"));
    AdversarialOptions theirs = AdversarialOptions.of(compat.inStage(true), true, 96);
    assertThat(theirs.trueFace()).isEqualTo(0.1);
    assertThat(theirs.trainsCode()).isFalse();
    assertThat(theirs.variation()).isEqualTo(TotalVariation.ofChannelsAndRows());
  }

  private Array picture(String name) {
    NpzFile.Entry entry = units.get(name);
    int[] s = entry.shape();
    float[] floats = entry.nchw();
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return new Array(Dims.of(s[0], s[3], s[1], s[2]), values);
  }

  private static JsonNode unitsJson() throws IOException {
    try (InputStream in = AdversarialLossesTest.class.getResourceAsStream("/parity/units.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
