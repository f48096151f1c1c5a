package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.StepFixture;

/** A step that saves memory gives what the plain step gives. */
class StepMemoryTest {
  private static final int BATCH = 3;

  /** Of the length of all gradients of an array: what float32 sums in another order differ by. */
  private static final double RELATIVE = 1e-6;

  private static LossOptions everything(ModelSpec spec) {
    double trueFace = spec.toString().startsWith("df") ? 0.05 : 0;
    return new LossOptions(true, true, true)
        .with(new StylePowers(5, 2))
        .with(new AdversarialOptions(trueFace, true, 0.1, 8, 4, TotalVariation.ofPictures()));
  }

  static Stream<Arguments> ways() {
    List<Arguments> all = new ArrayList<>();
    for (String model :
        List.of(
            "df-ud-32-8-4-4-2-gray",
            "df-udt-32-8-4-4-2-colour",
            "liae-ud-32-8-4-4-2-colour",
            "liae-udt-32-8-4-4-2-gray")) {
      all.add(Arguments.of(model, true, Interpreter.SCRIPT, new StepMemory(0, true)));
      all.add(Arguments.of(model, true, Interpreter.SCRIPT, new StepMemory(2, false)));
    }
    String df = "df-ud-32-8-4-4-2-gray";
    all.add(Arguments.of(df, false, Interpreter.SCRIPT, new StepMemory(1, true)));
    all.add(
        Arguments.of(
            "liae-ud-32-8-4-4-2-colour", false, Interpreter.SCRIPT, new StepMemory(2, false)));
    all.add(Arguments.of(df, true, Interpreter.EAGER, new StepMemory(2, false)));
    all.add(
        Arguments.of(
            "liae-udt-32-8-4-4-2-gray", true, Interpreter.EAGER, new StepMemory(1, false)));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void givesWhatThePlainStepGives(
      String model, boolean rich, Interpreter interpreter, StepMemory memory) {
    ModelSpec spec = ModelSpec.parse(model);
    LossOptions losses = rich ? everything(spec) : LossOptions.defaults();
    try (ModelStep plain = open(spec, losses, interpreter, StepMemory.PLAIN);
        ModelStep single = open(spec, losses, interpreter, StepMemory.PLAIN, 1);
        ModelStep saving = open(spec, losses, interpreter, memory)) {
      BatchSide src = StepFixture.side(spec, BATCH, "src");
      BatchSide dst = StepFixture.side(spec, BATCH, "dst");
      Set<String> trained = plain.trainedWeights(rich);
      for (int again = 0; again < 2; again++) {
        requireSame(
            saving.compute(src, dst, trained),
            plain.compute(src, dst, trained),
            reference(src, dst, (one, other) -> single.compute(one, other, trained)),
            exact(memory));
      }
      for (StepPart part : List.of(StepPart.CODE_DISCRIMINATOR, StepPart.PATCH_DISCRIMINATOR)) {
        if (!plain.discriminators().parameters(part).isEmpty()) {
          requireSame(
              saving.compute(part, src, dst),
              plain.compute(part, src, dst),
              reference(src, dst, (one, other) -> single.compute(part, one, other)),
              exact(memory));
        }
      }
    }
  }

  /** The same kernels on the same numbers; pieces of a batch are summed in another order. */
  private static boolean exact(StepMemory memory) {
    return memory.microBatch() == 0;
  }

  /** Gradients of each sample alone, summed in float64: pieces and whole batch are near to it. */
  private static Map<String, double[]> reference(
      BatchSide src, BatchSide dst, BiFunction<BatchSide, BatchSide, StepResult> compute) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int sample = 0; sample < BATCH; sample++) {
      compute
          .apply(one(src, sample), one(dst, sample))
          .gradients()
          .forEach(
              (name, gradient) -> {
                double[] sum = sums.computeIfAbsent(name, key -> new double[gradient.capacity()]);
                for (int i = 0; i < sum.length; i++) {
                  sum[i] += gradient.get(i);
                }
              });
    }
    return sums;
  }

  private static BatchSide one(BatchSide all, int sample) {
    return new BatchSide(
        1,
        all.channels(),
        all.side(),
        one(all.warpedBytes(), sample),
        one(all.targetBytes(), sample),
        one(all.maskBytes(), sample),
        one(all.eyesMouthBytes(), sample),
        List.of());
  }

  private static ByteBuffer one(ByteBuffer all, int sample) {
    int bytes = all.capacity() / BATCH;
    return all.slice(sample * bytes, bytes).order(ByteOrder.nativeOrder());
  }

  private static ModelStep open(
      ModelSpec spec, LossOptions losses, Interpreter interpreter, StepMemory memory) {
    return open(spec, losses, interpreter, memory, BATCH);
  }

  private static ModelStep open(
      ModelSpec spec, LossOptions losses, Interpreter interpreter, StepMemory memory, int batch) {
    ModelStep step =
        ModelStep.open(
            spec, StandardBlock.RESIDUAL, losses, interpreter, Precision.FLOAT32, memory, 1, batch);
    step.initialise(3);
    // One that is undecided gives real and drawn samples opposite gradients, which cancel to noise.
    for (StepPart part : List.of(StepPart.CODE_DISCRIMINATOR, StepPart.PATCH_DISCRIMINATOR)) {
      step.weights(part)
          .forEach(
              (name, values) -> {
                if (name.endsWith("out_conv/bias") || name.endsWith("center_out/bias")) {
                  values.put(0, 2);
                }
              });
    }
    return step;
  }

  private static void requireSame(
      StepResult got, StepResult wanted, Map<String, double[]> reference, boolean exact) {
    assertThat(got.terms().keySet()).containsExactlyElementsOf(wanted.terms().keySet());
    double[] whole = new double[BATCH];
    wanted.terms().values().forEach(v -> IntStream.range(0, BATCH).forEach(i -> whole[i] += v[i]));
    for (Map.Entry<String, float[]> term : wanted.terms().entrySet()) {
      for (int i = 0; i < BATCH; i++) {
        assertThat((double) got.terms().get(term.getKey())[i])
            .as("%s of sample %d", term.getKey(), i)
            .isCloseTo(term.getValue()[i], within(RELATIVE * whole[i]));
      }
    }
    assertThat(got.gradients().keySet()).containsExactlyElementsOf(wanted.gradients().keySet());
    for (Map.Entry<String, FloatBuffer> one : wanted.gradients().entrySet()) {
      if (exact) {
        assertThat(got.gradients().get(one.getKey())).as(one.getKey()).isEqualTo(one.getValue());
      }
    }
    double length =
        Math.sqrt(
            reference.values().stream().flatMapToDouble(Arrays::stream).map(x -> x * x).sum());
    assertThat(length).isPositive();
    // Where float32 itself is further from the sum, as where a discriminator's judgements of real
    // and drawn samples nearly cancel, pieces may be three times as far from it.
    double allowed = Math.max(RELATIVE * length, 3 * distance(wanted, reference));
    assertThat(distance(got, reference)).isLessThanOrEqualTo(allowed);
  }

  private static double distance(StepResult result, Map<String, double[]> reference) {
    double squares = 0;
    for (Map.Entry<String, FloatBuffer> one : result.gradients().entrySet()) {
      double[] sum = reference.getOrDefault(one.getKey(), new double[0]);
      for (int i = 0; i < one.getValue().capacity(); i++) {
        double gap = one.getValue().get(i) - sum[i];
        squares += gap * gap;
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void gradientsComeOnceAndAfterTheLosses() {
    ModelSpec spec = StepFixture.DF;
    BatchSide src = StepFixture.side(spec, BATCH, "src");
    BatchSide dst = StepFixture.side(spec, BATCH, "dst");
    try (ModelStep step =
        open(spec, everything(spec), Interpreter.SCRIPT, new StepMemory(2, true))) {
      Set<String> trained = step.trainedWeights(true);
      List<String> came = new ArrayList<>();
      GradientSink sink = sink(came, true);
      step.compute(src, dst, trained, sink);
      assertThat(came.get(0)).isEqualTo("losses");
      assertThat(came.subList(1, came.size())).containsExactlyInAnyOrderElementsOf(trained);
      came.clear();
      step.compute(src, dst, trained, sink(came, false));
      assertThat(came).containsExactly("losses");
    }
  }

  private static GradientSink sink(List<String> came, boolean goesOn) {
    return new GradientSink() {
      @Override
      public boolean losses(StepResult losses) {
        assertThat(losses.src()).hasSize(BATCH);
        came.add("losses");
        return goesOn;
      }

      @Override
      public void gradients(Map<String, FloatBuffer> gradients) {
        came.addAll(gradients.keySet());
      }
    };
  }

  @Test
  void holdsNoMoreArraysAfterManySteps() {
    ModelSpec spec = ModelSpec.parse("df-ud-32-4-2-2-2-gray");
    try (ModelStep step =
        ModelStep.open(
            spec,
            StandardBlock.RESIDUAL,
            LossOptions.defaults(),
            Interpreter.SCRIPT,
            Precision.FLOAT32,
            new StepMemory(1, true),
            1,
            2)) {
      step.initialise(1);
      BatchSide src = StepFixture.side(spec, 2, "src");
      BatchSide dst = StepFixture.side(spec, 2, "dst");
      step.compute(src, dst, step.trainedWeights(true));
      int early = step.liveArrays();
      for (int i = 0; i < 20; i++) {
        step.compute(src, dst, step.trainedWeights(true));
      }
      assertThat(step.liveArrays()).isEqualTo(early);
    }
  }

  @Test
  void refusesWhatTheInterpreterCannotDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                open(
                    StepFixture.DF,
                    LossOptions.defaults(),
                    Interpreter.EAGER,
                    new StepMemory(0, true)))
        .withMessage(
            "activation_checkpointing needs the script interpreter, got interpreter eager");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepMemory(-1, false))
        .withMessage("micro_batch must be at least 0, got -1");
  }
}
