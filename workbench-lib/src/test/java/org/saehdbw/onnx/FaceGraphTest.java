package org.saehdbw.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.pictures.GrayMix;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.testing.OnnxRunner;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;

/** ONNX Runtime draws what the engine draws, for every family and every set of options. */
class FaceGraphTest {
  private static final GrayMix LUMA = GrayFrom.LUMA.mix();
  private static final int COUNT = 2;

  /**
   * Above that of a new model, so that faces are not flat; with more, x cos(x) has no digits left.
   */
  private static final float GAIN = 1.1f;

  /**
   * Every set of options in both families; gray and colour, sides and dims change from one to the
   * next. Then models with our own letters.
   */
  static List<ModelSpec> specs() {
    List<ModelSpec> specs = new ArrayList<>();
    for (ModelSpec.Family family : ModelSpec.Family.values()) {
      for (int set = 0; set < 16; set++) {
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < 4; i++) {
          options.append((set >> i & 1) == 1 ? "udtc".substring(i, i + 1) : "");
        }
        boolean odd = (Integer.bitCount(set) + family.ordinal()) % 2 == 1;
        int side = ModelSpec.grid(options.toString()) * (odd ? 2 : 3) * (set == 0 ? 2 : 1);
        specs.add(
            new ModelSpec(
                family,
                options.toString(),
                Math.min(side, 64),
                odd ? 7 : 12,
                odd ? 4 : 6,
                odd ? 6 : 3,
                odd ? 2 : 5,
                odd ? 1 : 3));
      }
    }
    specs.add(ModelSpec.parse("df-udfhnsk-64-7-4-6-2-gray"));
    specs.add(ModelSpec.parse("df-tfhk-64-12-6-4-5-colour"));
    specs.add(ModelSpec.parse("liae-udfhno-64-7-4-6-2-gray"));
    return specs;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void drawsWhatTheEngineDraws(ModelSpec spec) throws IOException {
    try (ModelStep model = open(spec)) {
      float[] faces = random("faces", COUNT * spec.channels() * pixels(spec));
      Prediction drawn = model.predict(FloatBuffer.wrap(faces), COUNT);
      for (OptionalInt batch : List.of(OptionalInt.empty(), OptionalInt.of(COUNT))) {
        try (OnnxRunner runner = export(model, new FaceGraph(spec.channels(), batch, LUMA))) {
          Map<String, float[]> out =
              runner.draw(FloatBuffer.wrap(faces), spec.channels(), spec.resolution());
          assertThat(out.keySet())
              .containsExactly("out_face_mask:0", "out_celeb_face:0", "out_celeb_face_mask:0");
          OnnxBytes.assertSame(out.get("out_face_mask:0"), drawn.dstDstMask(), "out_face_mask:0");
          OnnxBytes.assertSame(out.get("out_celeb_face:0"), drawn.srcDst(), "out_celeb_face:0");
          OnnxBytes.assertSame(
              out.get("out_celeb_face_mask:0"), drawn.srcDstMask(), "out_celeb_face_mask:0");
        }
      }
    }
  }

  @Test
  void aGrayModelMakesGrayOfColourAndRepeatsItsFace() throws IOException {
    ModelSpec spec = ModelSpec.parse("df-ud-64-16-4-4-2-gray");
    int pixels = pixels(spec);
    float[] colour = random("colour", 3 * pixels);
    for (GrayMix mix : List.of(LUMA, GrayFrom.RED.mix())) {
      float[] gray = new float[pixels];
      for (int i = 0; i < pixels; i++) {
        gray[i] =
            (float)
                (mix.blue() * colour[i]
                    + mix.green() * colour[pixels + i]
                    + mix.red() * colour[2 * pixels + i]);
      }
      try (ModelStep model = open(spec);
          OnnxRunner runner = export(model, new FaceGraph(3, OptionalInt.empty(), mix))) {
        assertThat(runner.signature())
            .isEqualTo(
                """
                in_face:0 [batch, 64, 64, 3]
                out_face_mask:0 [batch, 64, 64, 1]
                out_celeb_face:0 [batch, 64, 64, 3]
                out_celeb_face_mask:0 [batch, 64, 64, 1]
                """);
        Prediction drawn = model.predict(FloatBuffer.wrap(gray), 1);
        Map<String, float[]> out = runner.draw(FloatBuffer.wrap(colour), 3, spec.resolution());
        FloatBuffer repeated = FloatBuffer.allocate(3 * pixels);
        for (int i = 0; i < 3; i++) {
          repeated.put(drawn.srcDst().duplicate());
        }
        OnnxBytes.assertSame(out.get("out_celeb_face:0"), repeated.flip(), "out_celeb_face:0");
        OnnxBytes.assertSame(
            out.get("out_celeb_face_mask:0"), drawn.srcDstMask(), "out_celeb_face_mask:0");
        OnnxBytes.assertSame(out.get("out_face_mask:0"), drawn.dstDstMask(), "out_face_mask:0");
      }
    }
  }

  @Test
  void aFixedNumberOfFacesIsInEveryShape() throws IOException {
    ModelSpec spec = ModelSpec.parse("liae-ud-32-4-2-2-2-gray");
    try (ModelStep model = open(spec);
        OnnxRunner runner = export(model, new FaceGraph(1, OptionalInt.of(5), LUMA))) {
      assertThat(runner.signature())
          .isEqualTo(
              """
              in_face:0 [5, 32, 32, 1]
              out_face_mask:0 [5, 32, 32, 1]
              out_celeb_face:0 [5, 32, 32, 1]
              out_celeb_face_mask:0 [5, 32, 32, 1]
              """);
    }
  }

  /** Weights as at a run's start, with biases that are not zero and faces that are not flat. */
  private static ModelStep open(ModelSpec spec) {
    ModelStep model = ModelStep.open(spec, LossOptions.defaults(), Interpreter.EAGER, 1, COUNT);
    model.initialise(5);
    for (Parameter parameter : model.network().parameters()) {
      FloatBuffer weights = model.weights().get(parameter.name());
      CounterRandom random = CounterRandom.of(6, parameter.name(), 0, 0);
      for (int i = 0; i < weights.capacity(); i++) {
        weights.put(
            i,
            parameter.kind() == Parameter.Kind.BIAS
                ? 0.4f * random.nextFloat() - 0.2f
                : GAIN * weights.get(i));
      }
    }
    return model;
  }

  private static OnnxRunner export(ModelStep model, FaceGraph form) throws IOException {
    return OnnxBytes.open(
        form.of(model.spec(), model.network()),
        (parameter, into) -> into.put(model.weights().get(parameter.name()).duplicate().clear()));
  }

  private static int pixels(ModelSpec spec) {
    return spec.resolution() * spec.resolution();
  }

  private static float[] random(String purpose, int count) {
    CounterRandom random = CounterRandom.of(1, purpose, 0, 0);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
