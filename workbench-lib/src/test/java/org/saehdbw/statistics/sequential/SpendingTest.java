package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpendingTest {
  @Test
  void halfOfTheSeedsSpendWhatTheFormulasSay() {
    // 2 - 2 Phi(1.959964 / sqrt(0.5)) = 2 (1 - 0.9972126), and 0.05 ln(1 + 1.7182818 / 2).
    assertThat(Spending.OBRIEN_FLEMING.spent(0.05, 0.5)).isCloseTo(0.005575, within(1e-6));
    assertThat(Spending.POCOCK.spent(0.05, 0.5)).isCloseTo(0.031006, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsSpentWithoutSeedsAndAllWithAll(Spending spending) {
    assertThat(spending.spent(0.05, 0)).isZero();
    assertThat(spending.spent(0.05, 1)).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatThrownBy(() -> Spending.POCOCK.spent(1, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("alpha must be between 0 and 1, got 1.0");
    assertThatThrownBy(() -> Spending.POCOCK.spent(0.05, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the share must be from 0 to 1, got 1.5");
  }
}
