package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.Inter;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.training.narrowing.ModelMoments;
import org.saehdbw.training.narrowing.Narrowing;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelProbe;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;

/** A model that uses few of its dims is the same model with few dims. */
class NarrowedModelTest {
  private static final int WIDE = 6;
  private static final int USED = 3;
  private static final int FACES = 24;

  private static ModelStep open(String name) {
    return ModelStep.open(
        ModelSpec.parse(name), LossOptions.defaults(), Interpreter.EAGER, 1, FACES);
  }

  private static String named(String form, int ae) {
    return String.format(Locale.ROOT, form, ae);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "df-udt-64-%d-4-4-2-gray",
        "df-ud-64-%d-4-4-2-gray",
        "df-tc-64-%d-4-4-2-colour",
        "df-uc-32-%d-4-4-2-gray",
        "df-udfhnok-64-%d-4-4-2-gray",
        "df-utk-64-%d-4-4-2-gray",
        "liae-udt-64-%d-4-4-2-gray",
        "liae-ud-64-%d-4-4-2-gray"
      })
  void drawsTheSameWhereTheOtherDimsWereUnused(String form) {
    try (ModelStep wide = open(named(form, WIDE));
        ModelStep narrow = open(named(form, USED))) {
      wide.initialise(3);
      plant(wide);
      BatchSide src = StepFixture.side(wide.spec(), FACES, "src");
      BatchSide dst = StepFixture.side(wide.spec(), FACES, "dst");
      Narrowing.Result result = narrow(wide, narrow, src, dst);

      assertThat(result.codeKept()).isCloseTo(1, within(1e-9));
      assertThat(result.channelsKept()).isCloseTo(1, within(1e-9));
      BatchSide unseenSrc = StepFixture.side(wide.spec(), 4, "unseen src");
      BatchSide unseenDst = StepFixture.side(wide.spec(), 4, "unseen dst");
      Prediction before = wide.predict(unseenSrc.target(), unseenDst.target(), 4);
      Prediction after = narrow.predict(unseenSrc.target(), unseenDst.target(), 4);
      assertThat(spread(before.srcSrc())).as("the test's pictures vary").isGreaterThan(1e-2f);
      assertThat(distance(before.srcSrc(), after.srcSrc())).isLessThan(1e-4f);
      assertThat(distance(before.dstDst(), after.dstDst())).isLessThan(1e-4f);
      assertThat(distance(before.srcDst(), after.srcDst())).isLessThan(1e-4f);
      assertThat(distance(before.srcDstMask(), after.srcDstMask())).isLessThan(1e-4f);
    }
  }

  private static Narrowing.Result narrow(
      ModelStep wide, ModelStep narrow, BatchSide src, BatchSide dst) {
    ModelMoments moments = new ModelProbe(wide).moments(src.target(), dst.target(), FACES);
    Narrowing.Result result = Narrowing.of(wide.spec(), wide.weights(), moments, narrow.spec());
    narrow
        .weights()
        .forEach(
            (name, memory) -> {
              float[] values = result.weights().get(name);
              if (values != null) {
                memory.put(0, values);
              } else {
                memory.put(0, wide.weights().get(name), 0, memory.capacity());
              }
            });
    return result;
  }

  /** Makes codes and channels use {@link #USED} directions, none of them an axis. */
  private static void plant(ModelStep model) {
    boolean deep = model.spec().has('t');
    float[][] channels = null;
    for (Inter inter : model.network().inters()) {
      int o = inter.channels();
      int usedChannels = USED * o / WIDE;
      int places = inter.side() * inter.side();
      lowRank(model, inter.dense1().weight().name(), WIDE, USED);
      fill(model, inter.dense1().bias().name(), 0.3f);
      // One span for both inters: the decoder reads both through the same weights.
      channels = channels == null ? random("channels", usedChannels, o) : channels;
      float[][] span = deep ? channels : random("span " + inter.name(), usedChannels, o);
      spanChannels(model, inter.dense2().weight().name(), span, places, 0.5f);
      spanChannels(model, inter.dense2().bias().name(), span, places, 0.2f);
      if (!deep) {
        fill(model, inter.upscale1().get(0).conv1().bias().name(), 0.2f);
        silence(model, inter, o, usedChannels);
      }
    }
    model.weights().forEach(NarrowedModelTest::sharpen);
  }

  private static void sharpen(String name, FloatBuffer memory) {
    if (name.contains("out_conv") && name.endsWith("weight")) {
      for (int i = 0; i < memory.capacity(); i++) {
        memory.put(i, 8 * memory.get(i));
      }
    }
  }

  /** Every second channel behind upscale1 is a zero. */
  private static void silence(ModelStep model, Inter inter, int o, int used) {
    FloatBuffer kernel = model.weights().get(inter.upscale1().get(0).conv1().weight().name());
    FloatBuffer bias = model.weights().get(inter.upscale1().get(0).conv1().bias().name());
    for (int row = 0; row < 4 * o; row++) {
      if (row % o % 2 == 1 && used == o / 2) {
        bias.put(row, 0);
        for (int i = 0; i < 9 * o; i++) {
          kernel.put(row * 9 * o + i, 0);
        }
      }
    }
  }

  private static void lowRank(ModelStep model, String name, int columns, int rank) {
    FloatBuffer memory = model.weights().get(name);
    int rows = memory.capacity() / columns;
    float[][] left = random("left " + name, rows, rank);
    float[][] right = random("right " + name, rank, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        float sum = 0;
        for (int k = 0; k < rank; k++) {
          sum += left[r][k] * right[k][c];
        }
        memory.put(r * columns + c, sum);
      }
    }
  }

  private static void spanChannels(
      ModelStep model, String name, float[][] span, int places, float size) {
    FloatBuffer memory = model.weights().get(name);
    int o = span[0].length;
    int rows = memory.capacity() / (o * places);
    float[][] factors = random("factors " + name, rows * places, span.length);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < o; c++) {
        for (int p = 0; p < places; p++) {
          float sum = 0;
          for (int k = 0; k < span.length; k++) {
            sum += factors[r * places + p][k] * span[k][c];
          }
          memory.put((r * o + c) * places + p, size * sum);
        }
      }
    }
  }

  private static void fill(ModelStep model, String name, float size) {
    FloatBuffer memory = model.weights().get(name);
    CounterRandom random = CounterRandom.of(1, name, 0, 0);
    for (int i = 0; i < memory.capacity(); i++) {
      memory.put(i, size * (2 * random.nextFloat() - 1));
    }
  }

  private static float[][] random(String purpose, int rows, int columns) {
    CounterRandom random = CounterRandom.of(1, purpose, 0, 0);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int c = 0; c < columns; c++) {
        row[c] = 2 * random.nextFloat() - 1;
      }
    }
    return values;
  }

  private static float distance(FloatBuffer a, FloatBuffer b) {
    float most = 0;
    for (int i = 0; i < a.capacity(); i++) {
      most = Math.max(most, Math.abs(a.get(i) - b.get(i)));
    }
    return most;
  }

  private static float spread(FloatBuffer picture) {
    int half = picture.capacity() / 2;
    float most = 0;
    for (int i = 0; i < half; i++) {
      most = Math.max(most, Math.abs(picture.get(i) - picture.get(i + half)));
    }
    return most;
  }

  @ParameterizedTest
  @ValueSource(strings = {"df-udt-64-%d-4-4-2-gray", "liae-ud-64-%d-4-4-2-gray"})
  void saysHowMuchIsLostOtherwise(String form) {
    try (ModelStep wide = open(named(form, WIDE));
        ModelStep narrow = open(named(form, USED))) {
      wide.initialise(3);
      wide.weights().forEach(NarrowedModelTest::sharpen);
      BatchSide faces = StepFixture.side(wide.spec(), FACES, "src");
      Narrowing.Result result = narrow(wide, narrow, faces, faces);
      assertThat(result.codeKept()).isBetween(0.5, 0.999);
      assertThat(result.channelsKept()).isBetween(0.5, 0.9999);
      Prediction before = wide.predict(faces.target(), faces.target(), 4);
      Prediction after = narrow.predict(faces.target(), faces.target(), 4);
      assertThat(distance(before.srcSrc(), after.srcSrc())).isBetween(1e-3f, 1f);
    }
  }

  @Test
  void namesTheArraysThatChange() {
    try (ModelStep wide = open(named("liae-ud-64-%d-4-4-2-gray", WIDE));
        ModelStep narrow = open(named("liae-ud-64-%d-4-4-2-gray", USED))) {
      wide.initialise(3);
      BatchSide faces = StepFixture.side(wide.spec(), FACES, "src");
      Map<String, float[]> changed = narrow(wide, narrow, faces, faces).weights();
      List<String> otherShape =
          narrow.weights().entrySet().stream()
              .filter(e -> e.getValue().capacity() != wide.weights().get(e.getKey()).capacity())
              .map(Map.Entry::getKey)
              .toList();
      assertThat(changed.keySet()).containsExactlyInAnyOrderElementsOf(otherShape);
      assertThat(otherShape).hasSize(2 * 6 + 2).contains("decoder/upscalem0/conv1/weight");
    }
  }

  @Test
  void onlyAeDimsMayShrink() {
    ModelSpec wide = ModelSpec.parse("df-ud-64-6-4-4-2-gray");
    assertThat(Narrowing.possible(wide, ModelSpec.parse("df-ud-64-5-4-4-2-gray"))).isTrue();
    assertThat(Narrowing.possible(wide, wide)).isFalse();
    assertThat(Narrowing.possible(wide, ModelSpec.parse("df-ud-64-7-4-4-2-gray"))).isFalse();
    assertThat(Narrowing.possible(wide, ModelSpec.parse("df-ud-64-5-2-4-2-gray"))).isFalse();
    assertThat(Narrowing.possible(wide, ModelSpec.parse("df-u-64-5-4-4-2-gray"))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Narrowing.of(
                    wide, Map.of(), new ModelMoments(0), ModelSpec.parse("df-ud-64-5-2-4-2-gray")))
        .withMessage(
            "a model is narrowed to one that differs only by smaller ae_dims:"
                + " df-ud-64-6-4-4-2-gray cannot become df-ud-64-5-2-4-2-gray");
  }
}
