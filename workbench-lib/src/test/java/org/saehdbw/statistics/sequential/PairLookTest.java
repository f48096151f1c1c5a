package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairLookTest {
  private static final double[] REFERENCE = {0.03, 0.03, 0.03, 0.03, 0.03};

  /** Differences of -1 to -5 thousandths: t(4) is 3 sqrt(2), p 0.013236. */
  private static final double[] LOWER = {0.029, 0.028, 0.027, 0.026, 0.025};

  /** One look, which spends all of it: nine tenths of 0.05. */
  private static final Design DESIGN =
      new Design(Looks.of(5, 2, 5), Spending.OBRIEN_FLEMING, 0.95, new Margin(0.05, true));

  @Test
  void findsADifferenceInEitherDirection() {
    PairLook lower = PairLook.at(DESIGN, LOWER, REFERENCE, 0);
    assertThat(lower.outcome()).isEqualTo(Look.Outcome.DIFFERENT);
    assertThat(lower.difference().pValue()).isCloseTo(0.013236, within(1e-6));
    assertThat(lower.difference().interval().level()).isCloseTo(0.955, within(1e-12));
    assertThat(lower.difference().interval().low()).isCloseTo(-0.005036, within(1e-5));
    PairLook higher = PairLook.at(DESIGN, REFERENCE, LOWER, 0);
    assertThat(higher.outcome()).isEqualTo(Look.Outcome.DIFFERENT);
    assertThat(higher.difference().mean()).isCloseTo(0.003, within(1e-12));
  }

  @Test
  void severalComparisonsShareTheErrorRate() {
    Design each = DESIGN.among(4);
    assertThat(each.level()).isCloseTo(0.9875, within(1e-12));
    assertThat(each.differenceLevel(0, 2)).isCloseTo(0.045 / 4, within(1e-12));
    assertThat(each.equivalenceLevel(0, 2)).isCloseTo(0.045 / 4, within(1e-12));
    // 0.0132 is below 0.045, and above a quarter of it.
    assertThat(PairLook.at(each, LOWER, REFERENCE, 0).outcome()).isEqualTo(Look.Outcome.OPEN);
    assertThat(DESIGN.among(1).differenceLevel(0, 2)).isEqualTo(DESIGN.differenceLevel(0, 2));
    assertThatThrownBy(() -> DESIGN.among(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("comparisons must be at least 1, got 0");
  }

  /** Differences of 0, 10, -10, 5 and -5 thousandths: 0.05 is 14.1 standard errors, t(4). */
  @Test
  void findsThatTheDifferenceIsBelowTheMargin() {
    double[] ones = {1, 1, 1, 1, 1};
    double[] near = {1, 1.01, 0.99, 1.005, 0.995};
    PairLook look = PairLook.at(DESIGN, near, ones, 0);
    assertThat(look.outcome()).isEqualTo(Look.Outcome.EQUIVALENT);
    assertThat(look.equivalence().pValue()).isCloseTo(7.25e-5, within(2e-6));
  }
}
