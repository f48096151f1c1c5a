package org.saehdbw.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.tensors.CounterRandom;

class OptimizerTest {
  private static final List<Variable> VARIABLES =
      List.of(
          new Variable("a/weight", List.of(200, 250)),
          new Variable("a/bias", List.of(7)),
          new Variable("b/weight", List.of(33_000)));

  private static FloatBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static FloatBuffer drawn(Variable variable, String purpose, long step, float scale) {
    FloatBuffer values = direct(variable.size());
    CounterRandom random = CounterRandom.of(3, purpose + variable.name(), step, 0);
    for (int i = 0; i < variable.size(); i++) {
      values.put(i, scale * (2 * random.nextFloat() - 1));
    }
    return values;
  }

  private static List<FloatBuffer> startWeights() {
    return VARIABLES.stream().map(v -> drawn(v, "weights", 0, 0.1f)).toList();
  }

  private static void train(Optimizer optimizer, List<FloatBuffer> weights, int from, int to) {
    for (int step = from; step < to; step++) {
      List<Slot> slots = new ArrayList<>();
      for (int v = 0; v < VARIABLES.size(); v++) {
        Variable variable = VARIABLES.get(v);
        slots.add(
            Slot.of(variable.name(), weights.get(v), drawn(variable, "gradient", step, 0.02f)));
      }
      optimizer.step(slots);
    }
  }

  private static Optimizer adaBelief(int threads) {
    return new AdaBelief(
        OptimizerOptions.defaults(5).withLrDropout().withClipNorm(1), VARIABLES, threads);
  }

  @Test
  void anUpdateInPartsMovesTheSameBytes() {
    OptimizerOptions options = OptimizerOptions.defaults(5).withLrDropout();
    List<FloatBuffer> atOnce = startWeights();
    List<FloatBuffer> inParts = startWeights();
    try (Optimizer whole = new AdaBelief(options, VARIABLES, 2);
        Optimizer parts = new AdaBelief(options, VARIABLES, 2)) {
      train(whole, atOnce, 0, 3);
      for (int step = 0; step < 3; step++) {
        for (int v = VARIABLES.size() - 1; v >= 0; v--) {
          Variable variable = VARIABLES.get(v);
          FloatBuffer gradient = drawn(variable, "gradient", step, 0.02f);
          parts.update(List.of(Slot.of(variable.name(), inParts.get(v), gradient)));
        }
        parts.finish();
      }
      assertThat(inParts).isEqualTo(atOnce);
      assertThat(parts.iterations()).isEqualTo(3);
      assertThatThrownBy(() -> parts.update(List.of(Slot.frozen("c", direct(1)))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the optimizer has no variable c");
    }
    try (Optimizer clipping = adaBelief(1)) {
      assertThat(clipping.updatesInParts()).isFalse();
      assertThatThrownBy(() -> clipping.update(List.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("gradients that are clipped are needed all at once");
    }
  }

  /** From zero state m = 0.1 g and v = 0.001 (0.9 g)², so the move is 1.757e-4 for a large g. */
  @Test
  void firstAdaBeliefStepIsTheOneWorkedByHand() {
    FloatBuffer weights = FloatBuffer.wrap(new float[] {1, 1, 1, 1});
    FloatBuffer gradient = FloatBuffer.wrap(new float[] {2, -0.5f, 0, 1e-5f});
    try (Optimizer optimizer =
        new AdaBelief(OptimizerOptions.defaults(1), List.of(new Variable("x", List.of(4))), 1)) {
      optimizer.step(List.of(Slot.of("x", weights, gradient)));
      assertThat(weights.get(0)).isCloseTo(1 - 1.7568e-4f, within(1e-7f));
      assertThat(weights.get(1)).isCloseTo(1 + 1.7567e-4f, within(1e-7f));
      assertThat(weights.get(2)).isEqualTo(1f);
      // sqrt(v) = 2.846e-7, so epsilon rules: 5e-5 * 1e-6 / 1.2846e-6
      assertThat(weights.get(3)).isCloseTo(1 - 3.892e-5f, within(1e-7f));
      assertThat(optimizer.state().get(0).values().get(0)).isCloseTo(0.2f, within(1e-8f));
      assertThat(optimizer.state().get(1).values().get(0)).isCloseTo(0.00324f, within(1e-9f));
    }
  }

  /** acc = 0.1 g², so the move is 5e-5 / sqrt(0.1) = 1.5811e-4. */
  @Test
  void firstRmsPropStepIsTheOneWorkedByHand() {
    FloatBuffer weights = FloatBuffer.wrap(new float[] {1});
    try (Optimizer optimizer =
        new RmsProp(OptimizerOptions.defaults(1), List.of(new Variable("x", List.of())), 1)) {
      optimizer.step(List.of(Slot.of("x", weights, FloatBuffer.wrap(new float[] {-2}))));
      assertThat(weights.get(0)).isCloseTo(1 + 1.5811e-4f, within(1e-7f));
      assertThat(optimizer.state().get(0).values().get(0)).isCloseTo(0.4f, within(1e-7f));
    }
  }

  /** Gradients 3 and 4 over two variables have norm 5; clipped to 2.5 they are halved. */
  @Test
  void clippingTakesTheNormOverAllVariables() {
    List<Variable> two = List.of(new Variable("x", List.of(1)), new Variable("y", List.of(1)));
    try (Optimizer optimizer =
        new AdaBelief(OptimizerOptions.defaults(1).withClipNorm(2.5), two, 1)) {
      optimizer.step(
          List.of(
              Slot.of("x", FloatBuffer.allocate(1), FloatBuffer.wrap(new float[] {3})),
              Slot.of("y", FloatBuffer.allocate(1), FloatBuffer.wrap(new float[] {4}))));
      assertThat(optimizer.state().get(0).values().get(0)).isCloseTo(0.15f, within(1e-7f));
      assertThat(optimizer.state().get(1).values().get(0)).isCloseTo(0.2f, within(1e-7f));
    }
  }

  @Test
  void threadsDoNotChangeAByte() {
    List<FloatBuffer> one = startWeights();
    List<FloatBuffer> three = startWeights();
    try (Optimizer single = adaBelief(1);
        Optimizer several = adaBelief(3)) {
      train(single, one, 0, 4);
      train(several, three, 0, 4);
      assertThat(three).isEqualTo(one);
      assertThat(several.state()).isEqualTo(single.state());
    }
    assertThat(one).isNotEqualTo(startWeights());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void continuesExactlyFromSavedState(boolean belief) {
    OptimizerOptions options = OptimizerOptions.defaults(5).withLrDropout();
    List<FloatBuffer> straight = startWeights();
    List<FloatBuffer> resumed = startWeights();
    Map<String, FloatBuffer> saved = new HashMap<>();
    try (Optimizer whole = make(belief, options);
        Optimizer first = make(belief, options);
        Optimizer second = make(belief, options)) {
      train(whole, straight, 0, 6);
      train(first, resumed, 0, 3);
      for (StateArray array : first.state()) {
        saved.put(array.name(), FloatBuffer.allocate(array.values().remaining()));
        saved.get(array.name()).put(array.values()).flip();
      }
      assertThat(second.restore(first.iterations(), saved)).isEmpty();
      train(second, resumed, 3, 6);
      assertThat(resumed).isEqualTo(straight);
      assertThat(second.state()).isEqualTo(whole.state());
      assertThat(second.iterations()).isEqualTo(6);
    }
  }

  private static Optimizer make(boolean belief, OptimizerOptions options) {
    return belief ? new AdaBelief(options, VARIABLES, 2) : new RmsProp(options, VARIABLES, 2);
  }

  @Test
  void frozenVariableKeepsWeightsAndState() {
    List<FloatBuffer> weights = startWeights();
    try (Optimizer optimizer = adaBelief(1)) {
      train(optimizer, weights, 0, 1);
      FloatBuffer before = FloatBuffer.allocate(7).put(weights.get(1).duplicate()).flip();
      FloatBuffer mean = FloatBuffer.allocate(7).put(optimizer.state().get(1).values()).flip();
      optimizer.step(
          List.of(
              Slot.of("a/weight", weights.get(0), drawn(VARIABLES.get(0), "gradient", 1, 1)),
              Slot.frozen("a/bias", weights.get(1)),
              Slot.of("b/weight", weights.get(2), drawn(VARIABLES.get(2), "gradient", 1, 1))));
      assertThat(weights.get(1)).isEqualTo(before);
      assertThat(optimizer.state().get(1).name()).isEqualTo("ms_a/bias");
      assertThat(optimizer.state().get(1).values()).isEqualTo(mean);
      assertThat(optimizer.iterations()).isEqualTo(2);
    }
  }

  /** 83,007 draws at 308/1024: five standard errors are 0.8 %. */
  @Test
  void dropoutKeepsThreeTenthsDrawnAnewAndNotRescaled() {
    OptimizerOptions options = OptimizerOptions.defaults(5).withLrDropout(0.3, 0);
    List<FloatBuffer> weights = VARIABLES.stream().map(v -> direct(v.size())).toList();
    List<FloatBuffer> full = VARIABLES.stream().map(v -> direct(v.size())).toList();
    try (Optimizer dropped = new AdaBelief(options, VARIABLES, 2);
        Optimizer plain = new AdaBelief(OptimizerOptions.defaults(5), VARIABLES, 2)) {
      train(dropped, weights, 0, 1);
      train(plain, full, 0, 1);
      boolean[] first = moved(weights, full);
      List<FloatBuffer> again = VARIABLES.stream().map(v -> direct(v.size())).toList();
      List<FloatBuffer> againFull = VARIABLES.stream().map(v -> direct(v.size())).toList();
      train(dropped, again, 1, 2);
      train(plain, againFull, 1, 2);
      boolean[] second = moved(again, againFull);
      assertThat(share(first, first)).isCloseTo(0.3008, within(0.008));
      assertThat(share(second, second)).isCloseTo(0.3008, within(0.008));
      // independent of the first: 0.3008²
      assertThat(share(first, second)).isCloseTo(0.0905, within(0.005));
      assertThat(dropped.state()).isEqualTo(plain.state());
    }
  }

  private static boolean[] moved(List<FloatBuffer> weights, List<FloatBuffer> full) {
    boolean[] moved = new boolean[VARIABLES.stream().mapToInt(Variable::size).sum()];
    int at = 0;
    for (int v = 0; v < weights.size(); v++) {
      for (int i = 0; i < weights.get(v).remaining(); i++) {
        float value = weights.get(v).get(i);
        moved[at++] = value != 0;
        assertThat(value == 0 || value == full.get(v).get(i)).isTrue();
      }
    }
    return moved;
  }

  private static double share(boolean[] first, boolean[] second) {
    int both = 0;
    for (int i = 0; i < first.length; i++) {
      both += first[i] && second[i] ? 1 : 0;
    }
    return (double) both / first.length;
  }

  @Test
  void missingStateStartsAtZeroAndIsNamed() {
    try (Optimizer optimizer =
        new RmsProp(OptimizerOptions.defaults(1), List.of(new Variable("x", List.of(2))), 1)) {
      optimizer.step(
          List.of(Slot.of("x", FloatBuffer.allocate(2), FloatBuffer.wrap(new float[] {1, 1}))));
      assertThat(optimizer.restore(9, Map.of("ms_x", FloatBuffer.allocate(2))))
          .containsExactly("acc_x");
      assertThat(optimizer.iterations()).isEqualTo(9);
      assertThat(optimizer.state().get(0).values()).isEqualTo(FloatBuffer.allocate(2));
      assertThatThrownBy(() -> optimizer.restore(1, Map.of("acc_x", FloatBuffer.allocate(3))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("acc_x must have 2 elements, got 3");
    }
  }

  @Test
  void refusesSlotsThatDoNotFit() {
    try (Optimizer optimizer = adaBelief(1)) {
      assertThatThrownBy(() -> optimizer.step(List.of()))
          .hasMessage("step needs 3 slots, one for each variable, got 0");
      List<Slot> renamed = new ArrayList<>();
      for (Variable variable : VARIABLES) {
        renamed.add(Slot.frozen(variable.name(), direct(variable.size())));
      }
      renamed.set(1, Slot.frozen("c/bias", direct(7)));
      assertThatThrownBy(() -> optimizer.step(renamed))
          .hasMessage("slot 1 must be a/bias, got c/bias");
      renamed.set(1, Slot.of("a/bias", direct(7), direct(6)));
      assertThatThrownBy(() -> optimizer.step(renamed))
          .hasMessage("gradient of a/bias must have 7 elements, got 6");
      renamed.set(1, Slot.frozen("a/bias", direct(7).asReadOnlyBuffer()));
      assertThatThrownBy(() -> optimizer.step(renamed))
          .hasMessage("weights of a/bias are read-only");
    }
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> OptimizerOptions.defaults(1).withLearningRate(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("optimizer option must be learningRate above 0, got 0.0");
    assertThatThrownBy(() -> OptimizerOptions.defaults(1).withLrDropout(0, 500))
        .hasMessage("optimizer option must be lrDropout in (0, 1], got 0.0");
    assertThatThrownBy(() -> new Variable("x", List.of(2, 0)))
        .hasMessage(
            "axes of a variable must be at least 1 and their product below 2^29, got [2, 0] for x");
  }
}
