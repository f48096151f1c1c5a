package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeanTTest {
  @Test
  void fiveSeedsHaveAnIntervalAndFourHaveNone() {
    MeanT five = MeanT.of(1, 2, 3, 4, 5);
    double half = 2.776445105 * Math.sqrt(2.5 / 5);

    assertThat(five.mean()).isEqualTo(3);
    assertThat(five.seeds()).isEqualTo(5);
    assertThat(five.interval().orElseThrow().low()).isCloseTo(3 - half, within(1e-8));
    assertThat(five.interval().orElseThrow().high()).isCloseTo(3 + half, within(1e-8));
    assertThat(MeanT.of(1, 2, 3, 6)).isEqualTo(new MeanT(3, Optional.empty(), 4));
  }

  @Test
  void refusesWhatHasNoMean() {
    assertThatThrownBy(MeanT::of).hasMessage("values of a mean must be at least 1, got 0");
    assertThatThrownBy(() -> MeanT.of(1, Double.NaN))
        .hasMessage("values must be finite numbers, got NaN at place 1");
    assertThatThrownBy(() -> MeanT.of(new double[] {1}, 0))
        .hasMessage("a level must be between 0 and 1, got 0.0");
  }
}
