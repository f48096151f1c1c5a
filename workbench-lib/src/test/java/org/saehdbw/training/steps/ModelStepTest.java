package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.testing.Amount;
import org.saehdbw.training.StepFixture;
import org.saehdbw.training.StepRun;

class ModelStepTest {
  private static final int MANY = Amount.of(60, 200);

  private static ModelStep open(ModelSpec spec, Interpreter interpreter) {
    ModelStep step = ModelStep.open(spec, new LossOptions(true, true, true), interpreter, 1, 2);
    step.initialise(3);
    return step;
  }

  @ParameterizedTest
  @EnumSource(Interpreter.class)
  void givesTheSameBytesInEveryRun(Interpreter interpreter) {
    String first = StepRun.hashAfter(interpreter, 2, 5);
    assertThat(StepRun.hashAfter(interpreter, 2, 5)).isEqualTo(first);
    if (Amount.isFull()) {
      assertThat(StepRun.hashAfter(interpreter, 2, 5)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(Interpreter.class)
  void gradientsAreTheSlopeOfTheBatchSum(Interpreter interpreter) {
    try (ModelStep step = open(StepFixture.DF, interpreter)) {
      BatchSide src = StepFixture.side(StepFixture.DF, 2, "src");
      BatchSide dst = StepFixture.side(StepFixture.DF, 2, "dst");
      Set<String> all = step.trainedWeights(true);
      StepResult result = step.compute(src, dst, all);
      double squares = 0;
      Map<String, float[]> gradients = new HashMap<>();
      for (Map.Entry<String, FloatBuffer> entry : result.gradients().entrySet()) {
        float[] values = new float[entry.getValue().capacity()];
        entry.getValue().get(0, values);
        gradients.put(entry.getKey(), values);
        for (float value : values) {
          squares += (double) value * value;
        }
      }
      double norm = Math.sqrt(squares);
      double width = 1e-3;
      move(step, gradients, width / norm);
      double above = sum(step.compute(src, dst, all));
      move(step, gradients, -2 * width / norm);
      double below = sum(step.compute(src, dst, all));
      // Kinks of the activations bend the slope a little.
      assertThat((above - below) / (2 * width)).isCloseTo(norm, within(0.03 * norm));
    }
  }

  @ParameterizedTest
  @EnumSource(Interpreter.class)
  void theSameFacesAsBothSidesAreDrawnAsWithTwoSides(Interpreter interpreter) {
    for (ModelSpec spec : List.of(StepFixture.DF, StepFixture.LIAE)) {
      FloatBuffer faces = StepFixture.side(spec, 2, "src").target();
      try (ModelStep step = open(spec, interpreter)) {
        Prediction two = step.predict(faces, faces, 2);
        Prediction same = step.predict(faces, 2);
        assertClose(same.srcSrc(), two.srcSrc());
        assertClose(same.srcSrcMask(), two.srcSrcMask());
        assertClose(same.dstDst(), two.dstDst());
        assertClose(same.dstDstMask(), two.dstDstMask());
        assertClose(same.srcDst(), two.srcDst());
        assertClose(same.srcDstMask(), two.srcDstMask());
        assertThat(same.srcSrc()).isNotEqualTo(same.dstDst());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Interpreter.class)
  void whatReplacesFacesIsDrawnAsWithEverythingElse(Interpreter interpreter) {
    for (ModelSpec spec : List.of(StepFixture.DF, StepFixture.LIAE)) {
      FloatBuffer src = StepFixture.side(spec, 2, "src").target();
      FloatBuffer dst = StepFixture.side(spec, 2, "dst").target();
      try (ModelStep step = open(spec, interpreter)) {
        Prediction all = step.predict(src, dst, 2);
        ModelStep.Replaced drawn = step.replace(dst, 2);
        assertClose(drawn.srcDst(), all.srcDst());
        assertClose(drawn.srcDstMask(), all.srcDstMask());
        assertClose(drawn.dstDstMask(), all.dstDstMask());
      }
    }
  }

  private static void assertClose(FloatBuffer drawn, FloatBuffer expected) {
    assertThat(drawn.remaining()).isEqualTo(expected.remaining()).isPositive();
    for (int i = 0; i < expected.remaining(); i++) {
      assertThat(drawn.get(i)).isCloseTo(expected.get(i), within(1e-6f));
    }
  }

  @Test
  void eagerAndScriptAgree() {
    BatchSide src = StepFixture.side(StepFixture.LIAE, 2, "src");
    BatchSide dst = StepFixture.side(StepFixture.LIAE, 2, "dst");
    try (ModelStep eager = open(StepFixture.LIAE, Interpreter.EAGER);
        ModelStep script = open(StepFixture.LIAE, Interpreter.SCRIPT)) {
      Set<String> trained = eager.trainedWeights(false);
      assertThat(trained).noneMatch(name -> name.startsWith("inter_AB/")).isNotEmpty();
      StepResult a = eager.compute(src, dst, trained);
      StepResult b = script.compute(src, dst, trained);
      assertThat(a.gradients().keySet()).containsExactlyElementsOf(trained);
      assertThat(b.gradients().keySet()).containsExactlyElementsOf(trained);
      for (int i = 0; i < 2; i++) {
        assertThat(a.src()[i]).isCloseTo(b.src()[i], within(1e-4f));
        assertThat(a.dst()[i]).isCloseTo(b.dst()[i], within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Interpreter.class)
  void changesWhatIsTrainedBetweenSteps(Interpreter interpreter) {
    try (ModelStep step = open(StepFixture.LIAE, interpreter)) {
      BatchSide src = StepFixture.side(StepFixture.LIAE, 2, "src");
      BatchSide dst = StepFixture.side(StepFixture.LIAE, 2, "dst");
      String name = "decoder/out_conv/bias";
      float before = step.compute(src, dst, step.trainedWeights(true)).gradients().get(name).get(0);
      float frozen =
          step.compute(src, dst, step.trainedWeights(false)).gradients().get(name).get(0);
      step.predict(src.warped(), dst.warped(), 1);
      float after = step.compute(src, dst, step.trainedWeights(true)).gradients().get(name).get(0);
      assertThat(frozen).isEqualTo(before);
      assertThat(after).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Interpreter.class)
  void holdsNoMoreArraysAfterManySteps(Interpreter interpreter) {
    ModelSpec spec = ModelSpec.parse("df-ud-32-4-2-2-2-gray");
    try (ModelStep step = ModelStep.open(spec, LossOptions.defaults(), interpreter, 1, 1)) {
      step.initialise(1);
      BatchSide src = StepFixture.side(spec, 1, "src");
      BatchSide dst = StepFixture.side(spec, 1, "dst");
      Set<String> all = step.trainedWeights(true);
      int early = 0;
      for (int i = 1; i <= MANY; i++) {
        step.compute(src, dst, all);
        if (i % 50 == 0) {
          step.predict(src.warped(), dst.warped(), 1);
        }
        if (i == 51) {
          early = step.liveArrays();
        }
      }
      step.compute(src, dst, all);
      assertThat(step.liveArrays()).isEqualTo(early);
    }
  }

  @Test
  void initialisesNamedPartsOnly() {
    try (ModelStep step = open(StepFixture.DF, Interpreter.SCRIPT)) {
      String inter = "inter/dense1/weight";
      String encoder = "encoder/down1/downs_0/conv1/weight";
      float interBefore = step.weights().get(inter).get(0);
      float encoderBefore = step.weights().get(encoder).get(0);
      step.initialise(4, List.of("inter"));
      assertThat(step.weights().get(inter).get(0)).isNotEqualTo(interBefore);
      assertThat(step.weights().get(encoder).get(0)).isEqualTo(encoderBefore);
      // Glorot: sqrt(6 / (512 + 16)) bounds dense1; biases are zero.
      float limit = (float) Math.sqrt(6.0 / 528);
      FloatBuffer values = step.weights().get(inter);
      float largest = 0;
      for (int i = 0; i < values.capacity(); i++) {
        largest = Math.max(largest, Math.abs(values.get(i)));
      }
      assertThat(largest).isBetween(0.99f * limit, limit);
      assertThat(step.weights().get("inter/dense1/bias").get(0)).isZero();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> step.initialise(4, List.of("inter_AB")))
          .withMessage("df-ud-64-16-4-4-2-gray has no part inter_AB");
    }
  }

  @Test
  void refusesASideOfAnotherSize() {
    try (ModelStep step = open(StepFixture.DF, Interpreter.SCRIPT)) {
      BatchSide one = StepFixture.side(StepFixture.DF, 1, "src");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> step.compute(one, one, step.trainedWeights(true)))
          .withMessage(
              "src must have 2 samples of 1 channels and 64 pixels for df-ud-64-16-4-4-2-gray,"
                  + " got 1, 1 and 64");
    }
  }

  private static void move(ModelStep step, Map<String, float[]> gradients, double scale) {
    gradients.forEach(
        (name, gradient) -> {
          FloatBuffer values = step.weights().get(name);
          for (int i = 0; i < gradient.length; i++) {
            values.put(i, (float) (values.get(i) + scale * gradient[i]));
          }
        });
  }

  private static double sum(StepResult result) {
    double sum = 0;
    for (int i = 0; i < result.src().length; i++) {
      sum += (double) result.src()[i] + result.dst()[i];
    }
    return sum;
  }
}
