package org.saehdbw.experiments.compare.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.experiments.compare.plan.BlockPlan;
import org.saehdbw.statistics.DirectionWords;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.Verdict;

class TimeRatioTest {
  private static final int CASES = 1000;

  @Test
  void isTheGeometricMeanOfThePairsWithItsTInterval() {
    // Log ratios ln 2 and ln 0.5, mean 0, deviation sqrt(2) ln 2, error ln 2, t(1) at 97.5 %
    // 12.7062.
    Estimate ratio =
        TimeRatio.of(
            List.of(new double[] {1, 3}, new double[] {8}),
            List.of(new double[] {4}, new double[] {3, 5}));
    assertThat(ratio.value()).isCloseTo(1, within(1e-12));
    assertThat(ratio.count()).isEqualTo(2);
    assertThat(Math.log(ratio.interval().high()))
        .isCloseTo(12.7062 * Math.log(2), within(1e-4 * Math.log(2)));
    assertThat(ratio.interval().low() * ratio.interval().high()).isCloseTo(1, within(1e-9));
    Estimate speed = TimeRatio.inverse(ratio);
    assertThat(speed.interval().low()).isEqualTo(1 / ratio.interval().high());
    assertThatThrownBy(() -> TimeRatio.of(List.of(new double[] {1}), List.of(new double[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pairs must be at least 2, got 1");
  }

  /** A against A: autocorrelated steps, drift, spikes, and processes that differ. */
  @Test
  void saysNoDifferenceWhereThereIsNone() {
    int none = 0;
    for (int i = 0; i < CASES; i++) {
      none += outcome(i, 0) == Verdict.Outcome.NO_DIFFERENCE ? 1 : 0;
    }
    assertThat(none).isBetween(93 * CASES / 100, 97 * CASES / 100);
  }

  /** The power at the default number of rounds: 96 of 100 slowdowns by 5 % are found. */
  @Test
  void findsASlowdownOfFivePercent() {
    int slower = 0;
    for (int i = 0; i < CASES; i++) {
      slower += outcome(i, 0.05) == Verdict.Outcome.HIGHER ? 1 : 0;
    }
    assertThat(slower).isBetween(94 * CASES / 100, 98 * CASES / 100);
  }

  private static Verdict.Outcome outcome(int number, double slowdown) {
    SimulatedBlocks blocks = SimulatedBlocks.of(number, BlockPlan.DEFAULT, slowdown);
    Estimate ratio = TimeRatio.of(blocks.pairs.get(0), blocks.pairs.get(1));
    return Verdict.ofRatio("b", ratio, DirectionWords.TIME).outcome();
  }

  /** The ratio of two arms does not drift where both drift together. */
  @Test
  void saysNoDriftOfTheRatioWhereThereIsNone() {
    int none = 0;
    for (int i = 0; i < CASES; i++) {
      SimulatedBlocks blocks = SimulatedBlocks.of(i, BlockPlan.DEFAULT, 0);
      double[] ratios = new double[blocks.pairs.get(0).size()];
      for (int j = 0; j < ratios.length; j++) {
        ratios[j] = mean(blocks.pairs.get(1).get(j)) / mean(blocks.pairs.get(0).get(j));
      }
      none += DriftCheck.of("the ratio", ratios).drifted() ? 0 : 1;
    }
    assertThat(none).isBetween(93 * CASES / 100, 97 * CASES / 100);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Why processes are started anew, and why rounds of the same processes are one pair. */
  @Test
  void roundsOfOneProcessWouldPromiseTooMuch() {
    int none = 0;
    // The first half of 24 rounds: one process of each arm.
    BlockPlan one = new BlockPlan(24, 10, 10, 4, 12);
    for (int i = 0; i < CASES; i++) {
      SimulatedBlocks blocks = SimulatedBlocks.of(i, one, 0);
      Estimate ratio =
          TimeRatio.of(blocks.rounds.get(0).subList(0, 12), blocks.rounds.get(1).subList(0, 12));
      none += ratio.interval().contains(1) ? 1 : 0;
    }
    assertThat(none).isLessThan(70 * CASES / 100);
  }
}
