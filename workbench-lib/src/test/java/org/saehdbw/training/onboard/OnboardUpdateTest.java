package org.saehdbw.training.onboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.RmsProp;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.optimizers.StateArray;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;

/** The update as a script against Java's optimizers and the original program's trace. */
class OnboardUpdateTest {
  /** Small ones, ends of chunks of 16384, and one that is cut into two pieces of 2^21. */
  private static final List<Parameter> PARAMETERS =
      List.of(
          parameter("a/bias", 1),
          parameter("a/weight", 3, 5),
          parameter("b/chunk", 16384),
          parameter("b/over", 16385),
          parameter("c/large", 2, 1_100_000),
          parameter("c/last", 7));

  /**
   * Of weights in [-1, 1] after four updates. On the CPU PyTorch takes roots by MKL, which rounds
   * some to the neighbour of the nearest float.
   */
  private static final double WEIGHTS = 2.4e-7;

  private static Parameter parameter(String name, int... dims) {
    return new Parameter(name, Dims.of(dims), Parameter.Kind.DENSE);
  }

  private static Optimizer java(
      boolean adaBelief, OptimizerOptions options, List<Parameter> parameters) {
    List<Variable> variables =
        parameters.stream().map(p -> new Variable(p.name(), p.dims().sizes())).toList();
    return adaBelief ? new AdaBelief(options, variables, 2) : new RmsProp(options, variables, 2);
  }

  private static float[] random(String purpose, long iteration, Parameter parameter) {
    CounterRandom random = CounterRandom.of(5, purpose + parameter.name(), iteration, 0);
    float[] values = new float[Math.toIntExact(parameter.dims().count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** A wrong draw of a mask would be off by a whole step. */
  @ParameterizedTest
  @CsvSource({"true,false", "true,true", "false,false", "false,true"})
  void movesAsJavasOptimizer(boolean adaBelief, boolean dropout) {
    OptimizerOptions options = OptimizerOptions.defaults(77).withLearningRate(1e-3);
    compare(adaBelief, dropout ? options.withLrDropout(0.3, 7) : options, 0);
  }

  /** The norm is summed in another order, so it may be off by one unit in its last place. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clipsAsJavasOptimizer(boolean adaBelief) {
    compare(adaBelief, OptimizerOptions.defaults(77).withLrDropout().withClipNorm(1), 1e-9);
    compare(adaBelief, OptimizerOptions.defaults(77).withClipNorm(1e9), 0);
  }

  /**
   * Makes four updates both ways.
   *
   * @param tolerance of the state, in which nothing is rounded in another way without clipping
   */
  private static void compare(boolean adaBelief, OptimizerOptions options, double tolerance) {
    Map<String, FloatBuffer> weights = new LinkedHashMap<>();
    try (UpdateRun script = new UpdateRun(adaBelief, options, PARAMETERS);
        Optimizer java = java(adaBelief, options, PARAMETERS)) {
      for (Parameter parameter : PARAMETERS) {
        float[] first = random("weights", 0, parameter);
        script.weights().get(parameter.name()).put(0, first);
        weights.put(parameter.name(), FloatBuffer.wrap(first.clone()));
      }
      for (int step = 0; step < 4; step++) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        List<Slot> slots = new ArrayList<>();
        for (Parameter parameter : PARAMETERS) {
          String name = parameter.name();
          boolean frozen = step % 2 == 1 && name.equals("b/chunk");
          float[] gradient = random("gradient", step, parameter);
          if (!frozen) {
            gradients.put(name, gradient);
          }
          slots.add(
              new Slot(
                  name,
                  weights.get(name),
                  frozen ? Optional.empty() : Optional.of(FloatBuffer.wrap(gradient))));
        }
        float scale = step == 2 ? 0.5f : 1;
        script.optimizer().scaleRate(scale);
        java.scaleRate(scale);
        script.step(gradients, true);
        java.step(slots);
      }
      weights.forEach((name, ours) -> assertEqual(script.weights().get(name), ours, WEIGHTS));
      List<StateArray> state = script.optimizer().state();
      for (int i = 0; i < state.size(); i++) {
        assertThat(state.get(i).name()).isEqualTo(java.state().get(i).name());
        assertEqual(state.get(i).values(), java.state().get(i).values(), tolerance);
      }
      assertThat(script.optimizer().iterations()).isEqualTo(4);
    }
  }

  private static void assertEqual(FloatBuffer script, FloatBuffer java, double tolerance) {
    if (tolerance == 0) {
      assertThat(bytes(script)).isEqualTo(bytes(java));
      return;
    }
    double largest = 0;
    for (int i = 0; i < java.capacity(); i++) {
      double off = Math.abs(script.get(i) - java.get(i));
      largest = off <= largest ? largest : off;
    }
    assertThat(largest).isLessThanOrEqualTo(tolerance);
  }

  private static ByteBuffer bytes(FloatBuffer values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.capacity());
    bytes.asFloatBuffer().put(0, values, 0, values.capacity());
    return bytes;
  }

  /** Without a wait: the choice is made by the script. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingChangesWhereLossesAreNotFinite(boolean adaBelief) {
    OptimizerOptions options = OptimizerOptions.defaults(1).withLrDropout().withClipNorm(1);
    try (UpdateRun script = new UpdateRun(adaBelief, options, PARAMETERS)) {
      Map<String, float[]> gradients = new LinkedHashMap<>();
      for (Parameter parameter : PARAMETERS) {
        gradients.put(parameter.name(), random("gradient", 0, parameter));
        script.weights().get(parameter.name()).put(0, random("weights", 0, parameter));
      }
      script.step(gradients, true);
      List<ByteBuffer> before = all(script);
      gradients.values().forEach(gradient -> gradient[0] = Float.NaN);
      script.step(gradients, false);
      assertThat(all(script)).isEqualTo(before);
      assertThat(script.optimizer().iterations()).isEqualTo(1);
      gradients.values().forEach(gradient -> gradient[0] = 1);
      script.step(gradients, true);
      assertThat(all(script)).isNotEqualTo(before);
    }
  }

  private static List<ByteBuffer> all(UpdateRun script) {
    List<ByteBuffer> all = new ArrayList<>();
    script.weights().values().forEach(values -> all.add(bytes(values)));
    script.optimizer().state().forEach(array -> all.add(bytes(array.values())));
    return all;
  }

  @ParameterizedTest
  @CsvSource({"AdaBelief,0", "AdaBelief,1", "RMSprop,0", "RMSprop,1"})
  void followsTheOriginalsTrace(String kind, int clip) throws IOException {
    JsonNode traces = traces();
    String prefix = "opt_trace_" + kind + "_clip" + clip;
    boolean adaBelief = kind.equals("AdaBelief");
    OptimizerOptions options = OptimizerOptions.defaults(1).withClipNorm(clip);
    List<Parameter> six = List.of(parameter("x/x", 6));
    try (UpdateRun script = new UpdateRun(adaBelief, options, six)) {
      for (int step = 0; step < 20; step++) {
        float[] before = values(script);
        script.step(Map.of("x/x", floats(traces.get("opt_trace_grads").get(step))), true);
        float[] expected = floats(traces.get(prefix + "_delta_per_step").get(step));
        float[] after = values(script);
        for (int i = 0; i < 6; i++) {
          assertThat(after[i] - before[i]).isCloseTo(expected[i], within(1e-7f));
        }
      }
      assertClose(script.weights().get("x/x"), traces.get(prefix + "_final_value"));
      List<StateArray> state = script.optimizer().state();
      assertClose(
          state.get(0).values(), traces.get(prefix + (adaBelief ? "_state_m" : "_state_acc")));
      if (adaBelief) {
        assertClose(state.get(1).values(), traces.get(prefix + "_state_v"));
      }
    }
  }

  @Test
  void restoresWhatItSaved() {
    OptimizerOptions options = OptimizerOptions.defaults(1).withLrDropout();
    Map<String, float[]> gradients = new LinkedHashMap<>();
    PARAMETERS.forEach(p -> gradients.put(p.name(), random("gradient", 0, p)));
    try (UpdateRun straight = new UpdateRun(true, options, PARAMETERS);
        UpdateRun resumed = new UpdateRun(true, options, PARAMETERS)) {
      straight.step(gradients, true);
      straight.step(gradients, true);
      straight
          .weights()
          .forEach((name, w) -> resumed.weights().get(name).put(0, w, 0, w.capacity()));
      Map<String, FloatBuffer> saved = new LinkedHashMap<>();
      straight.optimizer().state().forEach(array -> saved.put(array.name(), array.values()));
      assertThat(resumed.optimizer().restore(2, saved)).isEmpty();
      straight.step(gradients, true);
      resumed.step(gradients, true);
      assertThat(all(resumed)).isEqualTo(all(straight));
    }
  }

  private static float[] values(UpdateRun script) {
    float[] values = new float[6];
    script.weights().get("x/x").get(0, values);
    return values;
  }

  private static void assertClose(FloatBuffer values, JsonNode expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(values.get(i)).isCloseTo(expected.get(i).floatValue(), within(1e-7f));
    }
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).floatValue();
    }
    return values;
  }

  private static JsonNode traces() throws IOException {
    try (InputStream in = OnboardUpdateTest.class.getResourceAsStream("/optimizers/traces.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
