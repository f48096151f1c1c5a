package org.saehdbw.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmupTest {
  private static final OptimizerOptions OPTIONS = OptimizerOptions.defaults(1);

  @Test
  void theRateRisesInAStraightLine() {
    OptimizerOptions options = OPTIONS.withWarmup(new Warmup(4, false));
    assertThat(
            List.of(
                options.rateFactor(0),
                options.rateFactor(1),
                options.rateFactor(2),
                options.rateFactor(3),
                options.rateFactor(4),
                options.rateFactor(4000)))
        .containsExactly(0.25f, 0.5f, 0.75f, 1f, 1f, 1f);
  }

  @Test
  void theCosineActsBesideIt() {
    OptimizerOptions options = OPTIONS.withWarmup(new Warmup(500, false)).withLrDropout(0.3, 500);
    assertThat(options.rateFactor(124)).isCloseTo(0.25f * 0.506283f, within(1e-5f));
    assertThat(options.rateFactor(500)).isCloseTo(1f, within(1e-6f));
  }

  @Test
  void biasCorrectionIsThatOfAdam() {
    OptimizerOptions options = OPTIONS.withWarmup(new Warmup(0, true));
    // sqrt(0.001) / 0.1, sqrt(1 - 0.999^10) / (1 - 0.9^10), sqrt(1 - 0.999^1000)
    assertThat(options.rateFactor(0)).isCloseTo(0.316228f, within(1e-6f));
    assertThat(options.rateFactor(9)).isCloseTo(0.153189f, within(1e-6f));
    assertThat(options.rateFactor(999)).isCloseTo(0.795176f, within(1e-5f));
    assertThat(options.rateFactor(20_000)).isCloseTo(1f, within(1e-6f));
  }

  /** The second of two updates with gradient 1: m = 0.19, v = 0.001 (0.999 * 0.81 + 0.6561). */
  @Test
  void adaBeliefsStepsBecomeThoseWithUnbiasedMoments() {
    List<Variable> variables = List.of(new Variable("x", List.of(1)));
    float corrected = moved(OPTIONS.withWarmup(new Warmup(0, true)), variables);
    double first = 0.1 / 0.1 / (Math.sqrt(0.00081 / 0.001));
    double second =
        0.19 / 0.19 / Math.sqrt((0.999 * 0.00081 + 0.001 * 0.6561) / (1 - 0.999 * 0.999));
    assertThat(corrected).isCloseTo((float) (-5e-5 * (first + second)), within(1e-8f));
    assertThat(moved(OPTIONS, variables)).isLessThan(3 * corrected);
  }

  private static float moved(OptimizerOptions options, List<Variable> variables) {
    FloatBuffer weight = FloatBuffer.allocate(1);
    try (AdaBelief optimizer = new AdaBelief(options, variables, 1)) {
      for (int i = 0; i < 2; i++) {
        optimizer.step(List.of(Slot.of("x", weight, FloatBuffer.wrap(new float[] {1}))));
      }
    }
    return weight.get(0);
  }

  @Test
  void aNegativeCountIsRefused() {
    assertThatThrownBy(() -> new Warmup(-1, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("updates must be at least 0, got -1");
  }
}
