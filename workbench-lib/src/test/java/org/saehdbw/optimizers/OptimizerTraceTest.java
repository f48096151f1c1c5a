package org.saehdbw.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The original program's own updates, see the resources' README. */
class OptimizerTraceTest {
  private static final List<Variable> SIX = List.of(new Variable("x", List.of(6)));

  @ParameterizedTest
  @CsvSource({"AdaBelief,0", "AdaBelief,1", "RMSprop,0", "RMSprop,1"})
  void followsTheOriginalsTrace(String kind, int clip) throws IOException {
    JsonNode traces = traces();
    String prefix = "opt_trace_" + kind + "_clip" + clip;
    OptimizerOptions options = OptimizerOptions.defaults(1).withClipNorm(clip);
    FloatBuffer weights = FloatBuffer.allocate(6);
    try (Optimizer optimizer =
        kind.equals("RMSprop") ? new RmsProp(options, SIX, 1) : new AdaBelief(options, SIX, 1)) {
      for (int step = 0; step < 20; step++) {
        float[] before = weights.array().clone();
        float[] gradient = floats(traces.get("opt_trace_grads").get(step));
        optimizer.step(List.of(Slot.of("x", weights, FloatBuffer.wrap(gradient))));
        float[] expected = floats(traces.get(prefix + "_delta_per_step").get(step));
        for (int i = 0; i < 6; i++) {
          assertThat(weights.get(i) - before[i]).isCloseTo(expected[i], within(1e-7f));
        }
      }
      assertClose(weights, traces.get(prefix + "_final_value"));
      assertThat(optimizer.iterations()).isEqualTo(20);
      List<StateArray> state = optimizer.state();
      if (kind.equals("RMSprop")) {
        assertThat(state).extracting(StateArray::name).containsExactly("acc_x");
        assertClose(state.get(0).values(), traces.get(prefix + "_state_acc"));
      } else {
        assertThat(state).extracting(StateArray::name).containsExactly("ms_x", "vs_x");
        assertClose(state.get(0).values(), traces.get(prefix + "_state_m"));
        assertClose(state.get(1).values(), traces.get(prefix + "_state_v"));
      }
    }
  }

  @Test
  void rateFollowsTheOriginalsCosine() throws IOException {
    float[] expected = floats(traces().get("lr_multiplier_formula_n0_1000"));
    OptimizerOptions options = OptimizerOptions.defaults(1).withLrDropout();
    for (int n = 0; n <= 1000; n++) {
      assertThat(options.rateFactor(n)).isCloseTo(expected[n], within(1e-6f));
    }
    assertThat(OptimizerOptions.defaults(1).rateFactor(250)).isEqualTo(1f);
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
    try (InputStream in = OptimizerTraceTest.class.getResourceAsStream("/optimizers/traces.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
