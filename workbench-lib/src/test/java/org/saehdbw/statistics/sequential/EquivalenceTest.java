package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EquivalenceTest {
  private static final double[] SECOND = {2, 2, 2, 2, 2};
  private static final double[] FIRST = {2.1, 1.9, 2.2, 2.0, 1.8};

  @Test
  void bothSidesOfAMeanOfZeroAreEquallyFarFromTheMargin() {
    // Differences have the mean 0 and the standard deviation sqrt(0.025): the error is sqrt(0.005),
    // t = 0.15 / sqrt(0.005) = 2.12132. With x = t / sqrt(t² + 4) = 0.727607 at 4 degrees of
    // freedom p = 1/2 - 3/4 (x - x³/3) = 0.050596.
    Equivalence absolute = Equivalence.of(FIRST, SECOND, new Margin(0.15, false));
    assertThat(absolute.notBelow()).isCloseTo(0.050596, within(1e-6));
    assertThat(absolute.notAbove()).isCloseTo(0.050596, within(1e-6));
    Equivalence fraction = Equivalence.of(FIRST, SECOND, new Margin(0.075, true));
    assertThat(fraction.pValue()).isCloseTo(0.050596, within(1e-6));
  }

  @Test
  void theLargerPValueDecides() {
    // All 0.1 higher: 0.05 from the upper margin is t = 0.707107, x = 1/3, p = 1/2 - 3/4 (26/81).
    double[] higher = {2.2, 2.0, 2.3, 2.1, 1.9};
    Equivalence tests = Equivalence.of(higher, SECOND, new Margin(0.15, false));
    assertThat(tests.pValue()).isEqualTo(tests.notAbove());
    assertThat(tests.notAbove()).isCloseTo(0.259259, within(1e-6));
    assertThat(tests.notBelow()).isLessThan(0.02);
  }

  @Test
  void differencesThatAreAllTheSameAreInsideOrOutside() {
    double[] up = {2.1, 2.1, 2.1, 2.1, 2.1};
    assertThat(Equivalence.of(up, SECOND, new Margin(0.2, false)).pValue()).isZero();
    assertThat(Equivalence.of(up, SECOND, new Margin(0.05, false)).pValue()).isEqualTo(1);
    assertThat(Equivalence.of(SECOND, SECOND, new Margin(0.05, true)).pValue()).isZero();
  }

  @Test
  void aMarginSaysWhatItIs() {
    assertThat(new Margin(0.05, true)).hasToString("5 %");
    assertThat(new Margin(0.0025, false)).hasToString("0.0025");
    assertThat(new Margin(20, false)).hasToString("20");
    assertThat(new Margin(0.1, true).inUnits(-2, -4)).isCloseTo(0.3, within(1e-12));
    assertThatThrownBy(() -> new Margin(5, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("margin must be above 0 and below 1, a fraction of the second's mean, got 5.0");
    assertThatThrownBy(() -> new Margin(0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("margin_absolute must be above 0, in the metric's unit, got 0.0");
  }
}
