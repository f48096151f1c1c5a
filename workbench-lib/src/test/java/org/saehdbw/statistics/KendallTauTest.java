package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

class KendallTauTest {
  @Test
  void tiesAreAllowedFor() {
    double[] a = {12, 2, 1, 12, 2};
    double[] b = {1, 4, 7, 1, 0};
    // Pairs: (1,2)- (1,3)- (1,4) tied in both, (1,5)+ (2,3)- (2,4)- (2,5) tied in a, (3,4)- (3,5)-
    // (4,5)+, so 2 agree and 6 disagree; a has 2 tied pairs, b has 1: tau = -4 / sqrt(8 * 9).
    KendallTau tau = KendallTau.of(a, b);

    assertThat(tau.tau()).isCloseTo(-4 / Math.sqrt(72), within(1e-12));
    // Variance: (20 * 15 - 2 * 18 - 18) / 18 + 2 * 2 * 1 / 20 = 13.8667, z = 4 / 3.7238 = 1.0742.
    assertThat(tau.pValue()).isCloseTo(0.2827454599, within(1e-9));
    assertThat(tau.count()).isEqualTo(5);
  }

  @Test
  void withoutTiesThePValueIsCountedOut() {
    double[] rising = {1, 2, 3, 4, 5};
    assertThat(KendallTau.of(rising, new double[] {10, 20, 30, 40, 50}))
        .isEqualTo(new KendallTau(1, 2.0 / 120, 5));
    KendallTau one = KendallTau.of(rising, new double[] {2, 1, 3, 4, 5});
    assertThat(one.tau()).isCloseTo(0.8, within(1e-12));
    assertThat(one.pValue())
        .as("1 + 4 of 120 orders, both ways")
        .isCloseTo(1 / 12.0, within(1e-12));
    KendallTau reverse = KendallTau.of(rising, new double[] {5, 4, 3, 1, 2});
    assertThat(reverse.tau()).isCloseTo(-0.8, within(1e-12));
    assertThat(reverse.pValue()).isCloseTo(1 / 12.0, within(1e-12));
    KendallTau none = KendallTau.of(new double[] {1, 2, 3, 4}, new double[] {2, 4, 1, 3});
    assertThat(none).isEqualTo(new KendallTau(0, 1, 4));
  }

  @Test
  void longRankingsAreTakenForNormal() {
    double[] a = new double[60];
    Arrays.setAll(a, i -> i);
    double[] b = new double[60];
    Arrays.setAll(b, i -> (i * 37) % 60);

    KendallTau tau = KendallTau.of(a, b);
    // n = 60: the standard deviation of tau is sqrt(2 (2n + 5) / (9 n (n - 1))) = 0.08859.
    double z = Math.abs(tau.tau()) / Math.sqrt(2 * 125 / (9.0 * 60 * 59));
    assertThat(tau.pValue())
        .isCloseTo(2 * new NormalDistribution().cumulativeProbability(-z), within(1e-12));
  }

  @Test
  void refusesWhatRanksNothing() {
    assertThatThrownBy(() -> KendallTau.of(new double[] {1, 2}, new double[] {1, 2}))
        .hasMessage("values to rank must be at least 3, got 2");
    assertThatThrownBy(() -> KendallTau.of(new double[] {1, 2, 3}, new double[] {4, 4, 4}))
        .hasMessage("b must rank, but all its 3 values are 4.0");
    assertThatThrownBy(() -> KendallTau.of(new double[] {1, 2, Double.NaN}, new double[3]))
        .hasMessage("a must be finite numbers, got NaN at place 2");
  }
}
