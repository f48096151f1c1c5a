package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.StepFixture;
import org.saehdbw.training.onboard.DeviceFailure;
import org.saehdbw.training.onboard.OnboardOptimizer;
import org.saehdbw.training.onboard.StepDevice;

/** Steps that update the weights on their device, the CPU. */
class OnboardStepTest {
  private static final OptimizerOptions OPTIONS = OptimizerOptions.defaults(1).withLrDropout();

  private static ModelStep open(
      ModelSpec spec, Interpreter interpreter, StepMemory memory, StepDevice device) {
    LossOptions losses =
        new LossOptions(true, true, true)
            .with(new AdversarialOptions(0, false, 0.1, 16, 4, TotalVariation.ofPictures()));
    ModelStep step =
        ModelStep.open(
            spec,
            StandardBlock.RESIDUAL,
            losses,
            interpreter,
            Precision.FLOAT32,
            memory,
            device,
            1,
            2);
    step.initialise(3);
    return step;
  }

  private static ModelStep open(ModelSpec spec) {
    return open(spec, Interpreter.SCRIPT, StepMemory.PLAIN, StepDevice.CPU_SCRIPT);
  }

  private static BatchSide side(ModelSpec spec, String purpose) {
    return StepFixture.side(spec, 2, purpose);
  }

  private static float[] values(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  @Test
  void onlyWhatIsTrainedMoves() {
    ModelSpec spec = StepFixture.LIAE;
    try (ModelStep step = open(spec);
        OnboardOptimizer optimizer = step.newOptimizer(StepPart.MODEL, true, OPTIONS);
        OnboardOptimizer patch = step.newOptimizer(StepPart.PATCH_DISCRIMINATOR, true, OPTIONS)) {
      float[] frozen = values(step.weights().get("inter_AB/dense1/weight"));
      float[] moved = values(step.weights().get("inter_B/dense1/weight"));
      String judge = step.discriminators().parameters(StepPart.PATCH_DISCRIMINATOR).get(0).name();
      float[] before = values(step.weights(StepPart.PATCH_DISCRIMINATOR).get(judge));
      Set<String> trained = step.trainedWeights(false);
      ModelStep.Updated updated =
          step.update(StepPart.MODEL, side(spec, "src"), side(spec, "dst"), trained, optimizer);
      assertThat(updated.made()).isTrue();
      assertThat(values(step.weights().get("inter_AB/dense1/weight"))).isEqualTo(frozen);
      assertThat(values(step.weights().get("inter_B/dense1/weight"))).isNotEqualTo(moved);
      assertThat(values(step.weights(StepPart.PATCH_DISCRIMINATOR).get(judge))).isEqualTo(before);
      float[] after = values(step.weights().get("inter_B/dense1/weight"));
      ModelStep.Updated judged =
          step.update(
              StepPart.PATCH_DISCRIMINATOR,
              side(spec, "src"),
              side(spec, "dst"),
              step.weights(StepPart.PATCH_DISCRIMINATOR).keySet(),
              patch);
      assertThat(judged.losses().terms()).containsOnlyKeys("D_src_dst");
      assertThat(values(step.weights().get("inter_B/dense1/weight"))).isEqualTo(after);
      assertThat(values(step.weights(StepPart.PATCH_DISCRIMINATOR).get(judge)))
          .isNotEqualTo(before);
    }
  }

  /** Losses, pictures and gradients are those of weights in CPU memory, to the last bit. */
  @Test
  void computesWhatTheHostFormComputes() {
    ModelSpec spec = StepFixture.DF;
    try (ModelStep script = open(spec);
        ModelStep host = open(spec, Interpreter.SCRIPT, StepMemory.PLAIN, StepDevice.HOST);
        OnboardOptimizer optimizer = script.newOptimizer(StepPart.MODEL, true, OPTIONS)) {
      BatchSide src = side(spec, "src");
      BatchSide dst = side(spec, "dst");
      Set<String> trained = host.trainedWeights(true);
      StepResult wanted = host.compute(src, dst, trained);
      StepResult gradients = script.compute(src, dst, trained);
      assertThat(gradients.src()).isEqualTo(wanted.src());
      wanted
          .gradients()
          .forEach(
              (name, gradient) ->
                  assertThat(values(gradients.gradients().get(name)))
                      .as(name)
                      .isEqualTo(values(gradient)));
      assertThat(script.predict(src.warped(), dst.warped(), 2).srcDst())
          .isEqualTo(host.predict(src.warped(), dst.warped(), 2).srcDst());
      ModelStep.Updated updated = script.update(StepPart.MODEL, src, dst, trained, optimizer);
      assertThat(updated.losses().src()).isEqualTo(wanted.src());
      assertThat(updated.losses().terms().keySet()).isEqualTo(wanted.terms().keySet());
    }
  }

  /** Two, two and one of five samples: sums of gradients are in another order. */
  @Test
  void piecesOfABatchAddUp() {
    BatchSide src = StepFixture.side(StepFixture.DF, 5, "src");
    BatchSide dst = StepFixture.side(StepFixture.DF, 5, "dst");
    List<float[]> weights = new ArrayList<>();
    List<float[]> losses = new ArrayList<>();
    for (StepMemory memory : List.of(StepMemory.PLAIN, new StepMemory(2, false))) {
      try (ModelStep step =
              ModelStep.open(
                  StepFixture.DF,
                  StandardBlock.RESIDUAL,
                  LossOptions.defaults(),
                  Interpreter.SCRIPT,
                  Precision.FLOAT32,
                  memory,
                  StepDevice.CPU_SCRIPT,
                  1,
                  5);
          OnboardOptimizer optimizer =
              step.newOptimizer(StepPart.MODEL, false, OptimizerOptions.defaults(1))) {
        step.initialise(3);
        Set<String> trained = step.trainedWeights(true);
        losses.add(step.update(StepPart.MODEL, src, dst, trained, optimizer).losses().src());
        weights.add(values(step.weights().get("inter/dense1/weight")));
        losses.add(step.compute(src, dst, trained).dst());
      }
    }
    assertThat(losses.get(2)).containsExactly(losses.get(0), within(1e-5f));
    assertThat(losses.get(3)).containsExactly(losses.get(1), within(1e-5f));
    // The first step of RMSprop is near the learning rate, 5e-5 / sqrt(0.1).
    assertThat(weights.get(1)).containsExactly(weights.get(0), within(1e-6f));
  }

  @Test
  void holdsNoMoreArraysAfterMoreSteps() {
    ModelSpec spec = StepFixture.DF;
    try (ModelStep step = open(spec);
        OnboardOptimizer optimizer = step.newOptimizer(StepPart.MODEL, true, OPTIONS)) {
      int[] live = new int[2];
      for (int i = 0; i < 20; i++) {
        step.update(
            StepPart.MODEL,
            side(spec, "src"),
            side(spec, "dst"),
            step.trainedWeights(true),
            optimizer);
        step.weights();
        optimizer.state();
        live[i == 2 ? 0 : 1] = step.liveArrays();
      }
      assertThat(live[1]).isEqualTo(live[0]);
      assertThat(optimizer.iterations()).isEqualTo(20);
    }
  }

  @Test
  void refusesWhatItCannotDo() {
    String message =
        "a step that updates on its device needs the script interpreter, and keeps activations";
    StepMemory again = new StepMemory(0, true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(StepFixture.DF, Interpreter.SCRIPT, again, StepDevice.CPU_SCRIPT))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> open(StepFixture.DF, Interpreter.EAGER, StepMemory.PLAIN, StepDevice.CPU_SCRIPT))
        .withMessage(message);
    try (ModelStep host =
        open(StepFixture.DF, Interpreter.SCRIPT, StepMemory.PLAIN, StepDevice.HOST)) {
      assertThat(host.updatesOnDevice()).isFalse();
      assertThatIllegalStateException()
          .isThrownBy(() -> host.newOptimizer(StepPart.MODEL, true, OPTIONS))
          .withMessage("this step does not update on its device");
    }
  }

  /** The PyTorch of these tests was built for the CPU. */
  @Test
  void aCardThatIsNotThereIsAnErrorAndNoCrash() {
    StepDevice card = new StepDevice(Device.gpu(0), true, false);
    assertThatExceptionOfType(DeviceFailure.class)
        .isThrownBy(() -> open(StepFixture.DF, Interpreter.SCRIPT, StepMemory.PLAIN, card))
        .withMessage(
            "cuda:0 cannot be used: this PyTorch was built for the CPU; docs/cuda.md says how to"
                + " use one for cards");
  }
}
