package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossSpikesTest {
  private static LossSpikes filled(float... losses) {
    LossSpikes spikes = new LossSpikes(20, losses.length);
    for (float loss : losses) {
      spikes.add(loss);
    }
    return spikes;
  }

  /** Median 3; deviations 2, 1, 0, 1, 97, whose median is 1. */
  @Test
  void deviationIsOfMedianAndMad() {
    assertThat(filled(1, 100, 4, 2, 3).judge(32.65f)).isEmpty();
    assertThat(filled(1, 100, 4, 2, 3).judge(32.66f))
        .hasValueSatisfying(
            found -> {
              assertThat(found.median()).isEqualTo(3);
              assertThat(found.scale()).isEqualTo(1.4826);
              assertThat(found.z()).isCloseTo(29.66 / 1.4826, within(1e-5));
            });
  }

  /** Median 2.5; deviations 1.5, 0.5, 0.5, 1.5, whose median is 1. */
  @Test
  void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(filled(1, 2, 3, 4).judge(100))
        .hasValueSatisfying(
            found -> {
              assertThat(found.median()).isEqualTo(2.5);
              assertThat(found.scale()).isEqualTo(1.4826);
            });
  }

  @Test
  void aLossThatHardlyVariesMayRiseByAFifth() {
    assertThat(filled(1, 1, 1, 1).judge(1.19f)).isEmpty();
    assertThat(filled(1, 1, 1, 1).judge(1.21f)).isPresent();
    assertThat(filled(0, 0, 0, 0).judge(0)).isEmpty();
  }

  @Test
  void nothingIsJudgedUntilTheWindowIsFull() {
    LossSpikes spikes = new LossSpikes(20, 3);
    spikes.add(1);
    spikes.add(1);
    spikes.add(Float.NaN);
    assertThat(spikes.judge(1e6f)).isEmpty();
    assertThat(spikes.judge(1e6f)).isPresent();
  }

  @Test
  void onlyTheLastLossesCountAndOnlyARiseIsASpike() {
    LossSpikes spikes = filled(100, 100, 100, 100);
    for (float loss : new float[] {1, 1.1f, 0.9f, 1}) {
      assertThat(spikes.judge(loss)).isEmpty();
    }
    assertThat(spikes.judge(100)).isPresent();
  }
}
