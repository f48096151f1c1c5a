package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.RmsProp;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;
import org.saehdbw.training.steps.StepResult;

/** What must be equal to the original, for one interpreter. */
final class ParityChecks {
  private static final int TRAJECTORY = 5;

  private ParityChecks() {}

  static Stream<DynamicTest> tests(Interpreter interpreter) {
    return ParityCase.files().stream()
        .map(
            file -> {
              String name = file.getFileName().toString().replaceAll("^case_|\\.json$", "");
              return DynamicTest.dynamicTest(name, () -> check(file, interpreter));
            });
  }

  private static void check(Path file, Interpreter interpreter) {
    ParityCase parity = ParityCase.read(file);
    Assumptions.assumeTrue(
        parity.missing().isEmpty(),
        parity.name() + " needs what is not built: " + parity.missing());
    try (ModelStep step =
        ModelStep.open(parity.spec(), parity.losses(), interpreter, 2, parity.batch())) {
      parity.loadWeights(step);
      checkOutputs(parity, step);
      StepResult result =
          step.compute(
              parity.side("src"), parity.side("dst"), step.trainedWeights(parity.randomWarp()));
      checkLosses(parity, result);
      checkGradients(parity, step, result);
      checkTrajectory(parity, step);
    }
  }

  private static void checkOutputs(ParityCase parity, ModelStep step) {
    Prediction drawn =
        step.predict(parity.side("src").warped(), parity.side("dst").warped(), parity.batch());
    NpzFile expected = parity.forward();
    Map<String, FloatBuffer> ours = new LinkedHashMap<>();
    ours.put("pred_src_src", drawn.srcSrc());
    ours.put("pred_src_srcm", drawn.srcSrcMask());
    ours.put("pred_dst_dst", drawn.dstDst());
    ours.put("pred_dst_dstm", drawn.dstDstMask());
    ours.put("pred_src_dst", drawn.srcDst());
    ours.put("pred_src_dstm", drawn.srcDstMask());
    ours.forEach(
        (name, values) ->
            assertThat(largestDifference(values.array(), expected.get(name).nchw()))
                .as(name)
                .isLessThanOrEqualTo(1e-5));
  }

  private static void checkLosses(ParityCase parity, StepResult result) {
    JsonNode losses = parity.json().path("losses");
    List<String> names = new ArrayList<>();
    losses
        .fieldNames()
        .forEachRemaining(
            n -> {
              if (n.matches("loss/(src|dst)/.*")) {
                names.add(n.substring(5));
              }
            });
    assertThat(result.terms().keySet()).containsExactlyInAnyOrderElementsOf(names);
    result.terms().forEach((name, ours) -> compare(name, ours, losses.path("loss/" + name), 1e-5));
    compare("src", result.src(), losses.path("loss/src"), 1e-5);
    compare("dst", result.dst(), losses.path("loss/dst"), 1e-5);
  }

  private static void compare(String what, float[] ours, JsonNode expected, double relative) {
    assertThat(ours.length).as(what).isEqualTo(expected.size());
    for (int i = 0; i < ours.length; i++) {
      double value = expected.get(i).asDouble();
      assertThat((double) ours[i]).as(what).isCloseTo(value, within(relative * Math.abs(value)));
    }
  }

  private static void checkGradients(ParityCase parity, ModelStep step, StepResult result) {
    List<String> untrained = new ArrayList<>();
    parity.json().path("untrained").forEach(n -> untrained.add(n.asText().replace(":0", "")));
    List<String> expected =
        step.network().parameters().stream()
            .map(Parameter::name)
            .filter(name -> !untrained.contains(name))
            .toList();
    assertThat(result.gradients().keySet()).containsExactlyElementsOf(expected);
    int compared = 0;
    for (Parameter parameter : step.network().parameters()) {
      if (untrained.contains(parameter.name())) {
        continue;
      }
      String name = parameter.name() + ":0";
      float[] ours = ParityCase.toTheirs(parameter, result.gradients().get(parameter.name()));
      NpzFile arrays = parity.arrays();
      double allowed = 1e-4 * parity.json().path("grad").path(name).path("max_abs").asDouble();
      if (arrays.has("grad/" + name)) {
        float[] theirs = arrays.get("grad/" + name).values();
        assertThat(largestDifference(ours, theirs)).as(name).isLessThanOrEqualTo(allowed);
        compared++;
      }
      if (arrays.has("grad_s/" + name)) {
        float[] theirs = arrays.get("grad_s/" + name).values();
        assertThat(largestDifference(sampled(ours, theirs.length), theirs))
            .as(name)
            .isLessThanOrEqualTo(allowed);
        compared++;
      }
      double l2 = parity.json().path("grad").path(name).path("l2").asDouble();
      assertThat(norm(ours)).as(name + " l2").isCloseTo(l2, within(1e-4 * l2 + 1e-9));
    }
    assertThat(compared).isGreaterThan(0);
  }

  private static void checkTrajectory(ParityCase parity, ModelStep step) {
    JsonNode steps = parity.json().path("steps");
    Set<String> trained = step.trainedWeights(parity.randomWarp());
    BatchSide src = parity.side("src");
    BatchSide dst = parity.side("dst");
    try (Optimizer optimizer = optimizer(parity, step)) {
      for (int i = 0; i < Math.min(TRAJECTORY, steps.size()); i++) {
        StepResult result = step.compute(src, dst, trained);
        compare("step " + (i + 1) + " src", result.src(), steps.get(i).path("src"), 1e-3);
        compare("step " + (i + 1) + " dst", result.dst(), steps.get(i).path("dst"), 1e-3);
        optimizer.step(slots(step, result));
      }
    }
    StepResult last = step.compute(src, dst, trained);
    compare("after last src", last.src(), parity.json().path("after_last_step").path("src"), 1e-3);
    compare("after last dst", last.dst(), parity.json().path("after_last_step").path("dst"), 1e-3);
  }

  private static Optimizer optimizer(ParityCase parity, ModelStep step) {
    List<Variable> variables =
        step.network().parameters().stream()
            .map(p -> new Variable(p.name(), p.dims().sizes()))
            .toList();
    OptimizerOptions options = OptimizerOptions.defaults(1);
    if (parity.option("clipgrad").asBoolean()) {
      options = options.withClipNorm(1);
    }
    return parity.option("adabelief").asBoolean()
        ? new AdaBelief(options, variables, 2)
        : new RmsProp(options, variables, 2);
  }

  private static List<Slot> slots(ModelStep step, StepResult result) {
    List<Slot> slots = new ArrayList<>();
    step.weights()
        .forEach(
            (name, values) ->
                slots.add(
                    new Slot(name, values, Optional.ofNullable(result.gradients().get(name)))));
    return slots;
  }

  private static float[] sampled(float[] values, int count) {
    float[] result = new float[count];
    for (int i = 0; i < count; i++) {
      result[i] = values[(int) ((long) i * values.length / count)];
    }
    return result;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static double largestDifference(float[] ours, float[] theirs) {
    assertThat(ours.length).isEqualTo(theirs.length);
    double largest = 0;
    for (int i = 0; i < ours.length; i++) {
      double difference = Math.abs((double) ours[i] - theirs[i]);
      // A NaN must fail, not pass unseen.
      largest = difference <= largest ? largest : difference;
    }
    return largest;
  }
}
