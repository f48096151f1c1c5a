package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NeededTest {
  @Test
  void oneStandardDeviationTakesTenSeeds() {
    // At 9 degrees of freedom 2.262 + 0.883 = 3.145 is below sqrt(10) = 3.162; at 8 it is
    // 2.306 + 0.889 = 3.195, above 3.
    assertThat(Needed.seeds(1, 0.05, 0.8)).hasValue(10);
    assertThat(Needed.seeds(1e-4, 0.05, 0.8)).isEmpty();
    assertThatThrownBy(() -> Needed.seeds(0, 0.05, 0.8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the effect must be above 0 and the power at least 0.5 and below 1, got 0.0 and 0.8");
  }
}
