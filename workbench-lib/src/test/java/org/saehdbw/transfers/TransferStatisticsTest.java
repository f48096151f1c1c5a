package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.saehdbw.tensors.CounterRandom;

/** The random modes by their own draws, against what 40 runs of the original gave; and by hand. */
class TransferStatisticsTest {
  private static final int RUNS = 40;
  private final JsonNode statistics = json("statistics");
  private final JsonNode examples = json("small_examples");

  private static JsonNode json(String name) {
    try (InputStream in =
        TransferStatisticsTest.class.getResourceAsStream("/transfers/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Means and deviations of the channels over runs, within three of the runs' standard errors. */
  private void check(String name, Transfer transfer) {
    Fixture pair = Fixture.of("color_sot");
    double[] means = new double[3];
    double[] deviations = new double[3];
    for (int seed = 0; seed < RUNS; seed++) {
      Pixels out = transfer.apply(pair.src(), pair.trg(), CounterRandom.of(seed, "runs", 0, 0));
      Moments moments = Moments.apart(out.planes());
      for (int c = 0; c < 3; c++) {
        means[c] += moments.means()[c] / RUNS;
        deviations[c] += Math.sqrt(moments.variance(c)) / RUNS;
      }
    }
    JsonNode wanted = statistics.get(name);
    for (int c = 0; c < 3; c++) {
      double spread = wanted.get("sd_of_channel_means").get(c).asDouble();
      assertThat(means[c])
          .as(name + ", mean of channel " + c)
          .isCloseTo(
              wanted.get("mean_of_channel_means").get(c).asDouble(),
              within(1e-4 + 3 * Math.sqrt(2.0 / RUNS) * spread));
      double spreadOfDeviations = wanted.get("sd_of_channel_stds").get(c).asDouble();
      assertThat(deviations[c])
          .as(name + ", deviation of channel " + c)
          .isCloseTo(
              wanted.get("mean_of_channel_stds").get(c).asDouble(),
              within(1e-4 + 3 * Math.sqrt(2.0 / RUNS) * spreadOfDeviations));
    }
  }

  @Test
  void randomModesMoveAsFarAsTheOriginal() {
    check("idt", new Idt());
    check("sot_default_with_regularisation", Sot.training());
    check("sot_no_regularisation", new Sot(5, Sot.Smoothing.NONE));
    check("sot_batch30_no_regularisation", new Sot(30, Sot.Smoothing.NONE));
  }

  private static Pixels picture(JsonNode rows) {
    boolean gray = rows.get(0).get(0).isNumber() || rows.get(0).get(0).size() == 1;
    int channels = gray ? 1 : 3;
    float[] values = new float[16 * channels];
    for (int i = 0; i < values.length; i++) {
      JsonNode pixel = rows.get(i / channels / 4).get(i / channels % 4);
      values[i] = (float) (pixel.isNumber() ? pixel : pixel.get(i % channels)).asDouble();
    }
    return new Pixels(4, 4, channels, values);
  }

  private void assertExample(String name, Pixels ours, double tolerance) {
    float[] theirs = picture(examples.get(name)).values();
    for (int i = 0; i < theirs.length; i++) {
      assertThat(ours.values()[i])
          .as(name + ", value " + i)
          .isCloseTo(theirs[i], within((float) tolerance));
    }
  }

  @Test
  void theWrittenExamples() {
    JsonNode inputs = examples.get("inputs_colour");
    Pixels src = picture(inputs.get("src"));
    Pixels trg = picture(inputs.get("trg"));
    float[] mask = picture(inputs.get("mask")).values();
    CounterRandom none = CounterRandom.of(1, "unused", 0, 0);
    assertExample("rct", new Rct().apply(src, trg, none), 0.015);
    assertExample("rct_masked", MaskedTransfer.RCT.apply(src, trg, mask, none), 0.015);
    assertExample("lct", new Lct(Lct.Form.PCA).apply(src, trg, none), 1.1e-5);
    assertExample("mkl", new Mkl().apply(src, trg, none), 1.1e-5);
    assertExample("hist_match_255", new HistogramMatch(255).apply(src, trg, none), 1.1e-5);
    assertExample("hist_match_238", new HistogramMatch(238).apply(src, trg, none), 1.1e-5);
    Supplier<double[][]> still = () -> new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    assertExample("idt_identity_rotations", new Idt().apply(src, trg, still), 1e-3);
    JsonNode gray = examples.get("inputs_gray");
    Pixels graySrc = picture(gray.get("src"));
    Pixels grayTrg = picture(gray.get("trg"));
    assertExample("gray_lct", new Lct(Lct.Form.PCA).apply(graySrc, grayTrg, none), 1.1e-5);
    assertExample(
        "gray_sot_noreg", new Sot(5, Sot.Smoothing.NONE).apply(graySrc, grayTrg, none), 1.1e-5);
    assertExample("gray_sot_default", Sot.training().apply(graySrc, grayTrg, none), 1.1e-5);
    assertExample(
        "gray_sot_m_mask", MaskedTransfer.SOT_M.apply(graySrc, grayTrg, mask, none), 1.1e-5);
  }

  @Test
  void linearModesHaveTheReferencesMoments() {
    Fixture pair = Fixture.of("color_sot");
    for (String name : List.of("lct", "mkl")) {
      Transfer transfer = TransferMode.parse(name).transfer();
      Pixels out = transfer.apply(pair.src(), pair.trg(), CounterRandom.of(1, "unused", 0, 0));
      double[] means = Moments.apart(out.planes()).means();
      double[] wanted = new double[3];
      Arrays.setAll(wanted, c -> statistics.get(name).get("channel_means").get(c).asDouble());
      assertThat(means).containsExactly(wanted, within(1e-4));
    }
  }
}
