package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Four pixels inside the mask and one outside. Src and dst have no correlation; variances 1/4. */
class SwapTruthTest {
  private static final double[] MASK = {1, 1, 1, 1, 0};
  private static final SwapTruth TRUTH =
      new SwapTruth(new double[] {0, 1, 0, 1, 7}, new double[] {0, 0, 1, 1, -5}, MASK);

  @Test
  void eachPersonHasItsShare() {
    assertThat(TRUTH.share(new double[] {0, 1, 0, 1, 9})).isCloseTo(1, within(1e-12));
    assertThat(TRUTH.share(new double[] {0, 0, 1, 1, 9})).isCloseTo(0, within(1e-12));
    assertThat(TRUTH.share(new double[] {0, 0.5, 0.5, 1, 9})).isCloseTo(0.5, within(1e-12));
    // Three parts src and one dst: correlations 3 and 1 over the root of 10.
    assertThat(TRUTH.share(new double[] {0, 0.75, 0.25, 1, 9}))
        .isCloseTo(0.5 + 1 / Math.sqrt(10), within(1e-12));
    assertThat(TRUTH.share(new double[] {0.2, 0.2, 0.2, 0.2, 9})).isEqualTo(0.5);
  }

  @Test
  void theErrorIsWhatNoBrightnessExplains() {
    assertThat(TRUTH.weight()).isEqualTo(4);
    assertThat(TRUTH.error(new double[] {0.25, 0.75, 0.25, 0.75, 9})).isCloseTo(0, within(1e-12));
    assertThat(TRUTH.error(new double[] {0, 0, 1, 1, 9})).isCloseTo(0.25, within(1e-12));
    // Correlation 1 over the root of 2: half the variance is explained.
    assertThat(TRUTH.error(new double[] {0, 0.5, 0.5, 1, 9})).isCloseTo(0.125, within(1e-12));
    assertThat(TRUTH.error(new double[] {1, 0, 1, 0, 9}))
        .as("a negative is no fit")
        .isCloseTo(0.25, within(1e-12));
  }

  @Test
  void onePersonTwiceIsNotToldApart() {
    double[] face = {0, 1, 0, 1, 7};
    assertThat(TRUTH.tellsApart()).isTrue();
    assertThat(new SwapTruth(face, face, MASK).tellsApart()).isFalse();
  }
}
