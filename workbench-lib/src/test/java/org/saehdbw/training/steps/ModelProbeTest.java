package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.training.StepFixture;
import org.saehdbw.training.narrowing.Matrix;

class ModelProbeTest {
  private static ModelStep open(String spec) {
    ModelStep model =
        ModelStep.open(ModelSpec.parse(spec), LossOptions.defaults(), Interpreter.SCRIPT, 1, 2);
    model.initialise(5);
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"df-ud-64-16-4-4-2-gray", "liae-udt-64-16-4-4-2-colour"})
  void drawsOfCodesWhatTheModelDrawsOfFaces(String spec) {
    try (ModelStep model = open(spec)) {
      Map<String, float[]> before = copy(model);
      BatchSide src = StepFixture.side(model.spec(), 2, "src");
      BatchSide dst = StepFixture.side(model.spec(), 2, "dst");
      ModelProbe probe = new ModelProbe(model);
      List<Matrix> codes = probe.codes(src.target(), dst.target(), 2);
      ModelProbe.Drawn drawn = probe.draw(codes);
      Prediction whole = model.predict(src.target(), dst.target(), 2);
      assertClose(drawn.src(), whole.srcSrc());
      assertClose(drawn.dst(), whole.dstDst());
      boolean df = spec.startsWith("df");
      assertThat(codes).extracting(Matrix::rows).isEqualTo(df ? List.of(4) : List.of(4, 2));
      assertThat(codes.get(0).columns()).isEqualTo(16);

      codes.get(0).values()[0] += 3;
      assertThat(probe.draw(codes).src().get(2000)).isNotEqualTo(drawn.src().get(2000));
      probe.watch(src.target(), dst.target(), 2, (name, dims, values) -> {});
      probe.moments(src.target(), dst.target(), 2);
      copy(model).forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
    }
  }

  @Test
  void showsEveryLayerInTheOrderOfUse() {
    try (ModelStep model = open("df-ud-64-16-4-4-2-gray")) {
      BatchSide side = StepFixture.side(model.spec(), 2, "src");
      List<String> names = new ArrayList<>();
      Map<String, String> dims = new LinkedHashMap<>();
      new ModelProbe(model)
          .watch(
              side.target(),
              side.target(),
              2,
              (name, shape, values) -> {
                names.add(name);
                dims.put(name, shape.toString());
                assertThat(values).hasSize((int) shape.count());
              });
      assertThat(names)
          .startsWith(
              "encoder/down1/downs_0",
              "encoder/down1/downs_1",
              "encoder/down1/downs_2",
              "encoder/down1/downs_3",
              "encoder/flatten",
              "inter/dense1",
              "inter/dense2",
              "inter/upscale1",
              "decoder_src/upscale0",
              "decoder_src/res0")
          .endsWith("decoder_dst/out_convm");
      assertThat(dims)
          .containsEntry("encoder/down1/downs_1", "4x8x16x16")
          .containsEntry("inter/dense1", "4x16")
          .containsEntry("decoder_src/res0", "2x32x8x8");
    }
  }

  private static void assertClose(FloatBuffer a, FloatBuffer b) {
    assertThat(a.capacity()).isEqualTo(b.capacity());
    for (int i = 0; i < a.capacity(); i++) {
      assertThat(a.get(i)).isCloseTo(b.get(i), within(1e-5f));
    }
  }

  private static Map<String, float[]> copy(ModelStep model) {
    Map<String, float[]> all = new LinkedHashMap<>();
    model
        .weights()
        .forEach(
            (name, memory) -> {
              float[] values = new float[memory.capacity()];
              memory.get(0, values);
              all.put(name, values);
            });
    return all;
  }
}
