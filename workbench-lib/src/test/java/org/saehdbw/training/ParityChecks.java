package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.StyleLoss;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.RmsProp;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.training.onboard.OnboardOptimizer;
import org.saehdbw.training.onboard.StepDevice;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;
import org.saehdbw.training.steps.StepMemory;
import org.saehdbw.training.steps.StepPart;
import org.saehdbw.training.steps.StepResult;

/** What must be equal to the original, for one interpreter. */
final class ParityChecks {
  private static final int TRAJECTORY = 5;

  private ParityChecks() {}

  static Stream<DynamicTest> tests(Interpreter interpreter) {
    return tests(interpreter, StepDevice.HOST);
  }

  static Stream<DynamicTest> tests(Interpreter interpreter, StepDevice device) {
    return ParityCase.files().stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file, interpreter, device)));
  }

  /** One case by its name. */
  static void check(String name, Interpreter interpreter, StepDevice device) {
    Path file = ParityCase.files().stream().filter(f -> name(f).equals(name)).findFirst().get();
    check(file, interpreter, device);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("^case_|\\.json$", "");
  }

  private static void check(Path file, Interpreter interpreter, StepDevice device) {
    ParityCase parity = ParityCase.read(file);
    try (ModelStep step =
        ModelStep.open(
            parity.spec(),
            StandardBlock.RESIDUAL,
            parity.losses(),
            interpreter,
            Precision.FLOAT32,
            StepMemory.PLAIN,
            device,
            1,
            parity.batch())) {
      parity.loadWeights(step);
      checkOutputs(parity, step);
      StepResult result =
          step.compute(
              parity.side("src"), parity.side("dst"), step.trainedWeights(parity.randomWarp()));
      checkLosses(parity, result);
      checkGradients(parity, step, result);
      checkDiscriminators(parity, step);
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
              if (n.matches("loss/(src|dst|G)/.*")) {
                names.add(n.substring(5));
              }
            });
    assertThat(result.terms().keySet()).containsExactlyInAnyOrderElementsOf(names);
    result
        .terms()
        .forEach(
            (name, ours) -> {
              if (name.equals("src/face_style")) {
                checkFaceStyle(parity, ours, losses.path("loss/" + name));
              } else {
                compare(name, ours, losses.path("loss/" + name), 1e-5);
              }
            });
    compare("src", result.src(), losses.path("loss/src"), 1e-5);
    compare("dst", result.dst(), losses.path("loss/dst"), 1e-5);
    compare("G", total(result), losses.path("loss/G"), 1e-5);
  }

  /**
   * The face style squares small differences of means, which the original takes in float32: its
   * value is 1.1e-5 off the one in float64. Ours must be within 1e-5 of that one, and as close to
   * the original's as three times its distance.
   */
  private static void checkFaceStyle(ParityCase parity, float[] ours, JsonNode theirs) {
    NpzFile drawn = parity.forward();
    StyleLoss loss =
        new StyleLoss(
            parity.spec().resolution(), parity.losses().styles(), parity.losses().compat());
    double[] exact =
        Objects.requireNonNull(
                loss.face(
                        new DoubleOps(),
                        new Face<>(doubles(drawn, "pred_src_dst"), doubles(drawn, "pred_src_dstm")),
                        new Face<>(doubles(drawn, "pred_dst_dst"), doubles(drawn, "pred_dst_dstm")))
                    .get("face_style"))
            .values();
    for (int i = 0; i < ours.length; i++) {
      double value = theirs.get(i).asDouble();
      assertThat((double) ours[i]).isCloseTo(exact[i], within(1e-5 * exact[i]));
      double allowed = Math.max(1e-5 * value, 3 * Math.abs(value - exact[i]));
      assertThat((double) ours[i]).isCloseTo(value, within(allowed));
    }
  }

  private static DoubleOps.Array doubles(NpzFile file, String name) {
    int[] shape = file.get(name).shape();
    float[] floats = file.get(name).nchw();
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return new DoubleOps.Array(Dims.of(shape[0], shape[3], shape[1], shape[2]), values);
  }

  private static float[] total(StepResult result) {
    float[] sum = new float[result.src().length];
    for (float[] term : result.terms().values()) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += term[i];
      }
    }
    return sum;
  }

  private static final Map<StepPart, String> LOSSES =
      Map.of(StepPart.CODE_DISCRIMINATOR, "D_code", StepPart.PATCH_DISCRIMINATOR, "D_src_dst");

  private static void checkDiscriminators(ParityCase parity, ModelStep step) {
    Rounding rounding = new Rounding(parity, step);
    for (StepPart part : StepPart.values()) {
      List<Parameter> parameters = step.discriminators().parameters(part);
      if (parameters.isEmpty()) {
        continue;
      }
      String loss = LOSSES.get(part);
      StepResult result = step.compute(part, parity.side("src"), parity.side("dst"));
      compare(
          loss, result.terms().get(loss), parity.json().path("losses").path("loss/" + loss), 1e-5);
      assertThat(result.gradients().keySet())
          .containsExactlyElementsOf(parameters.stream().map(Parameter::name).toList());
      for (Parameter parameter : parameters) {
        float[] ours = ParityCase.toTheirs(parameter, result.gradients().get(parameter.name()));
        String name = "grad_" + loss + "/" + parameter.name() + ":0";
        String some = "grad_" + loss + "_s/" + parameter.name() + ":0";
        float[] theirs = parity.arrays().get(parity.arrays().has(name) ? name : some).values();
        float[] same = theirs.length == ours.length ? ours : sampled(ours, theirs.length);
        double largest =
            parity
                .json()
                .path("grad_" + loss)
                .path(parameter.name() + ":0")
                .path("max_abs")
                .asDouble();
        assertThat(largest).as(name).isGreaterThan(0);
        double allowed = 1e-4 * largest;
        double difference = largestDifference(same, theirs);
        assertThat(difference)
            .as(name)
            .isLessThanOrEqualTo(
                difference <= allowed ? allowed : rounding.ofValue(parameter.name(), allowed));
      }
    }
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
    Map<String, float[]> gradients = new LinkedHashMap<>();
    int compared = 0;
    for (String name : expected) {
      Parameter parameter =
          step.network().parameters().stream()
              .filter(p -> p.name().equals(name))
              .findFirst()
              .orElseThrow();
      gradients.put(name, ParityCase.toTheirs(parameter, result.gradients().get(name)));
    }
    Rounding rounding = new Rounding(parity, step);
    for (String name : expected) {
      float[] ours = gradients.get(name);
      JsonNode theirs = parity.json().path("grad").path(name + ":0");
      double allowed = 1e-4 * theirs.path("max_abs").asDouble();
      for (String kind : List.of("grad/", "grad_s/")) {
        if (parity.arrays().has(kind + name + ":0")) {
          float[] values = parity.arrays().get(kind + name + ":0").values();
          float[] same = kind.equals("grad/") ? ours : sampled(ours, values.length);
          double difference = largestDifference(same, values);
          assertThat(difference)
              .as(kind + name)
              .isLessThanOrEqualTo(
                  difference <= allowed ? allowed : rounding.ofValue(name, allowed));
          compared++;
        }
      }
      double l2 = theirs.path("l2").asDouble();
      double within = 1e-4 * l2 + 1e-9;
      double off = Math.abs(RoundingDistance.norm(ours) - l2);
      assertThat(off)
          .as(name + " l2")
          .isLessThanOrEqualTo(off <= within ? within : rounding.ofNorm(name, within));
    }
    assertThat(compared).isGreaterThan(0);
  }

  /**
   * The tolerance of a gradient that is not within 1e-4 of the original's: three times what float32
   * alone moves it, measured on this machine, and never less than asked otherwise.
   */
  private static final class Rounding {
    private static final double TIMES = 3;

    private final ParityCase parity;
    private final ModelStep step;
    private Optional<RoundingDistance> distance = Optional.empty();

    Rounding(ParityCase parity, ModelStep step) {
      this.parity = parity;
      this.step = step;
    }

    double ofValue(String name, double atLeast) {
      return Math.max(atLeast, TIMES * measured().ofValue(name));
    }

    double ofNorm(String name, double atLeast) {
      return Math.max(atLeast, TIMES * measured().ofNorm(name));
    }

    private RoundingDistance measured() {
      if (distance.isEmpty()) {
        distance = Optional.of(RoundingDistance.of(parity, step));
      }
      return distance.get();
    }
  }

  private static void checkTrajectory(ParityCase parity, ModelStep step) {
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    JsonNode steps = parity.json().path("steps");
    for (int i = 0; i < Math.min(TRAJECTORY, steps.size()); i++) {
      expected.put("step " + (i + 1) + " src", steps.get(i).path("src"));
      expected.put("step " + (i + 1) + " dst", steps.get(i).path("dst"));
      expected.put("step " + (i + 1) + " G", steps.get(i).path("G"));
      for (String loss : LOSSES.values()) {
        if (steps.get(i).has(loss)) {
          expected.put("step " + (i + 1) + " " + loss, steps.get(i).path(loss));
        }
      }
    }
    JsonNode last = parity.json().path("after_last_step");
    expected.put("after last src", last.path("src"));
    expected.put("after last dst", last.path("dst"));
    Map<String, float[]> ours = trajectory(parity, step);
    Optional<Map<String, Double>> spread = Optional.empty();
    for (Map.Entry<String, JsonNode> entry : expected.entrySet()) {
      String what = entry.getKey();
      float[] values = ours.getOrDefault(what, new float[0]);
      assertThat(values.length).as(what).isEqualTo(entry.getValue().size());
      for (int i = 0; i < values.length; i++) {
        double theirs = entry.getValue().get(i).asDouble();
        double off = Math.abs(values[i] - theirs);
        double allowed = 1e-3 * Math.abs(theirs);
        if (!(off <= allowed)) {
          spread = spread.or(() -> Optional.of(spreadOfTrajectory(parity, step, ours)));
          allowed = Math.max(allowed, 3 * spread.orElseThrow().getOrDefault(what, 0.0));
        }
        assertThat(off).as(what).isLessThanOrEqualTo(allowed);
      }
    }
  }

  /** How far one unit in the last place of the first weights moves each loss on the way. */
  private static Map<String, Double> spreadOfTrajectory(
      ParityCase parity, ModelStep step, Map<String, float[]> plain) {
    Map<String, Double> spread = new LinkedHashMap<>();
    for (int draw = 0; draw < TRAJECTORY; draw++) {
      parity.loadWeights(step);
      RoundingDistance.moveWeights(step, draw);
      trajectory(parity, step)
          .forEach(
              (what, values) ->
                  spread.merge(
                      what,
                      largestDifference(values, plain.getOrDefault(what, new float[0])),
                      Math::max));
    }
    return spread;
  }

  private static Map<String, float[]> trajectory(ParityCase parity, ModelStep step) {
    int steps = Math.min(TRAJECTORY, parity.json().path("steps").size());
    Set<String> trained = step.trainedWeights(parity.randomWarp());
    BatchSide src = parity.side("src");
    BatchSide dst = parity.side("dst");
    Map<String, float[]> losses = new LinkedHashMap<>();
    Map<StepPart, Optimizer> optimizers = new EnumMap<>(StepPart.class);
    for (StepPart part : StepPart.values()) {
      if (updated(parity, step, part)) {
        optimizers.put(part, optimizer(parity, step, part));
      }
    }
    for (int i = 0; i < steps; i++) {
      String number = "step " + (i + 1) + " ";
      for (Map.Entry<StepPart, Optimizer> one : optimizers.entrySet()) {
        StepPart part = one.getKey();
        StepResult result;
        if (one.getValue() instanceof OnboardOptimizer onboard) {
          Set<String> moved = part == StepPart.MODEL ? trained : step.weights(part).keySet();
          ModelStep.Updated updated = step.update(part, src, dst, moved, onboard);
          assertThat(updated.made()).isTrue();
          result = updated.losses();
        } else {
          result =
              part == StepPart.MODEL
                  ? step.compute(src, dst, trained)
                  : step.compute(part, src, dst);
          one.getValue().step(slots(step, part, result));
        }
        if (part == StepPart.MODEL) {
          losses.put(number + "src", result.src());
          losses.put(number + "dst", result.dst());
          losses.put(number + "G", total(result));
        } else {
          losses.put(number + LOSSES.get(part), result.terms().get(LOSSES.get(part)));
        }
      }
    }
    optimizers.values().forEach(Optimizer::close);
    StepResult last = step.compute(src, dst, trained);
    losses.put("after last src", last.src());
    losses.put("after last dst", last.dst());
    return losses;
  }

  private static boolean updated(ParityCase parity, ModelStep step, StepPart part) {
    return part == StepPart.MODEL
        || (!step.discriminators().parameters(part).isEmpty()
            && !parity.option("pretrain").asBoolean());
  }

  private static Optimizer optimizer(ParityCase parity, ModelStep step, StepPart part) {
    List<Parameter> parameters =
        part == StepPart.MODEL
            ? step.network().parameters()
            : step.discriminators().parameters(part);
    List<Variable> variables =
        parameters.stream().map(p -> new Variable(p.name(), p.dims().sizes())).toList();
    OptimizerOptions options = OptimizerOptions.defaults(1);
    if (parity.option("clipgrad").asBoolean()) {
      options = options.withClipNorm(1);
    }
    if (step.updatesOnDevice()) {
      return step.newOptimizer(part, parity.option("adabelief").asBoolean(), options);
    }
    return parity.option("adabelief").asBoolean()
        ? new AdaBelief(options, variables, 2)
        : new RmsProp(options, variables, 2);
  }

  private static List<Slot> slots(ModelStep step, StepPart part, StepResult result) {
    List<Slot> slots = new ArrayList<>();
    step.weights(part)
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
