package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.StepFixture;

/** Steps of models with our own letters. */
class GrayOptionsStepTest {
  private static final int BATCH = 2;
  private static final LossOptions LOSSES = new LossOptions(true, true, true);

  private static ModelStep open(
      ModelSpec spec, LossOptions losses, Interpreter interpreter, StepMemory memory) {
    ModelStep step =
        ModelStep.open(
            spec, StandardBlock.RESIDUAL, losses, interpreter, Precision.FLOAT32, memory, 1, BATCH);
    step.initialise(3);
    return step;
  }

  private static StepResult compute(ModelStep step) {
    BatchSide src = StepFixture.side(step.spec(), BATCH, "src");
    BatchSide dst = StepFixture.side(step.spec(), BATCH, "dst");
    return step.compute(src, dst, step.trainedWeights(true));
  }

  private static void requireSame(StepResult got, StepResult wanted) {
    for (int i = 0; i < BATCH; i++) {
      assertThat(got.src()[i]).isCloseTo(wanted.src()[i], within(1e-4f));
      assertThat(got.dst()[i]).isCloseTo(wanted.dst()[i], within(1e-4f));
    }
    assertThat(got.gradients().keySet()).containsExactlyElementsOf(wanted.gradients().keySet());
    for (Map.Entry<String, FloatBuffer> each : wanted.gradients().entrySet()) {
      FloatBuffer one = each.getValue();
      FloatBuffer other = got.gradients().get(each.getKey());
      float largest = 0;
      for (int i = 0; i < one.capacity(); i++) {
        largest = Math.max(largest, Math.abs(one.get(i)));
      }
      assertThat(largest).as(each.getKey()).isPositive();
      assertThat(gap(other, one)).as(each.getKey()).isLessThanOrEqualTo(1e-3f * largest);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "df-udf",
        "df-h",
        "df-udh",
        "df-udn",
        "df-uds",
        "df-udo",
        "df-udk",
        "df-udtcfhnsk",
        "df-udfhnsk",
        "liae-udtfhns"
      })
  void allInterpretersAndMemoryPlansAgree(String archi) {
    ModelSpec spec = ModelSpec.parse(archi + "-64-16-4-4-2-gray");
    try (ModelStep eager = open(spec, LOSSES, Interpreter.EAGER, StepMemory.PLAIN);
        ModelStep script = open(spec, LOSSES, Interpreter.SCRIPT, StepMemory.PLAIN);
        ModelStep last = open(spec, LOSSES, Interpreter.CHANNELS_LAST, StepMemory.PLAIN);
        ModelStep sparing = open(spec, LOSSES, Interpreter.SCRIPT, new StepMemory(1, true))) {
      StepResult wanted = compute(eager);
      requireSame(compute(script), wanted);
      requireSame(compute(last), wanted);
      requireSame(compute(sparing), wanted);
      FloatBuffer src = StepFixture.side(spec, BATCH, "src").target();
      FloatBuffer dst = StepFixture.side(spec, BATCH, "dst").target();
      Prediction drawn = script.predict(src, dst, BATCH);
      assertThat(drawn.srcDst().remaining()).isEqualTo(BATCH * 64 * 64);
      ModelStep.Replaced replaced = script.replace(dst, BATCH);
      requireClose(replaced.srcDst(), drawn.srcDst());
      requireClose(replaced.srcDstMask(), drawn.srcDstMask());
      requireClose(replaced.dstDstMask(), drawn.dstDstMask());
      Prediction both = eager.predict(src, BATCH);
      Prediction two = eager.predict(src, src, BATCH);
      requireClose(both.dstDst(), two.dstDst());
      requireClose(both.srcDst(), two.srcDst());
    }
  }

  private static void requireClose(FloatBuffer drawn, FloatBuffer expected) {
    assertThat(drawn.remaining()).isEqualTo(expected.remaining()).isPositive();
    assertThat(gap(drawn, expected)).isLessThanOrEqualTo(1e-5f);
  }

  /** The largest difference; NaN if there is one. */
  private static float gap(FloatBuffer one, FloatBuffer other) {
    float largest = 0;
    for (int i = 0; i < other.limit(); i++) {
      largest = Math.max(largest, Math.abs(one.get(i) - other.get(i)));
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"df-udf", "df-udh", "df-udn", "df-uds", "df-udk", "df-udfhnsk"})
  void gradientsAreTheSlopeOfTheBatchSum(String archi) {
    ModelSpec spec = ModelSpec.parse(archi + "-64-16-4-4-2-gray");
    try (ModelStep step = open(spec, LOSSES, Interpreter.SCRIPT, StepMemory.PLAIN)) {
      double squares = 0;
      Map<String, float[]> gradients = new HashMap<>();
      for (Map.Entry<String, FloatBuffer> each : compute(step).gradients().entrySet()) {
        float[] values = new float[each.getValue().capacity()];
        each.getValue().get(0, values);
        gradients.put(each.getKey(), values);
        for (float value : values) {
          squares += (double) value * value;
        }
      }
      double norm = Math.sqrt(squares);
      double width = 1e-3;
      move(step, gradients, width / norm);
      double above = sum(compute(step));
      move(step, gradients, -2 * width / norm);
      double below = sum(compute(step));
      assertThat((above - below) / (2 * width)).isCloseTo(norm, within(0.03 * norm));
    }
  }

  private static void move(ModelStep step, Map<String, float[]> along, double factor) {
    along.forEach(
        (name, slope) -> {
          FloatBuffer values = step.weights().get(name);
          for (int i = 0; i < slope.length; i++) {
            values.put(i, (float) (values.get(i) + factor * slope[i]));
          }
        });
  }

  private static double sum(StepResult result) {
    double sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += (double) result.src()[i] + result.dst()[i];
    }
    return sum;
  }

  @Test
  void aFoldedModelLearns() {
    ModelSpec spec = ModelSpec.parse("df-udfhnsk-64-16-4-4-2-gray");
    try (SyntheticStep step = new SyntheticStep(spec, Interpreter.SCRIPT, 1, BATCH)) {
      double before = sum(step.run());
      double after = 0;
      for (int i = 0; i < 200; i++) {
        after = sum(step.run());
      }
      assertThat(after).isLessThan(0.9 * before);
    }
  }

  @Test
  void discriminatorsTakeTheirCodesAndFaces() {
    ModelSpec spec = ModelSpec.parse("df-udfhnsk-64-16-4-4-2-gray");
    LossOptions losses =
        LOSSES.with(new AdversarialOptions(0.01, true, 0.1, 8, 4, TotalVariation.ofPictures()));
    try (ModelStep step = open(spec, losses, Interpreter.SCRIPT, StepMemory.PLAIN)) {
      compute(step);
      BatchSide src = StepFixture.side(spec, BATCH, "src");
      BatchSide dst = StepFixture.side(spec, BATCH, "dst");
      for (StepPart part : Set.of(StepPart.CODE_DISCRIMINATOR, StepPart.PATCH_DISCRIMINATOR)) {
        assertThat(step.compute(part, src, dst).gradients()).isNotEmpty();
      }
    }
  }
}
