package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void multipliesEachByTheNumberOfThoseThatAreNotSmaller() {
    // Sorted: 0.005 * 4, 0.01 * 3, 0.03 * 2, 0.04 * 1, which must not fall below 0.06.
    assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
  }

  @Test
  void aSingleTestIsLeftAsItIsAndNoValuePassesOne() {
    assertThat(Holm.adjusted(0.04)).containsExactly(0.04);
    assertThat(Holm.adjusted(0.6, 0.7)).containsExactly(1, 1);
    assertThat(Holm.adjusted()).isEmpty();
  }

  @Test
  void refusesWhatIsNotAProbability() {
    assertThatThrownBy(() -> Holm.adjusted(0.5, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a p value must be from 0 to 1, got NaN");
  }
}
