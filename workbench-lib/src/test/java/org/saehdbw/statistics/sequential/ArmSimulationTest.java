package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What docs/decisions/0011 promises of arms that are compared with colour. */
class ArmSimulationTest {
  private static final Design DESIGN =
      new Design(Looks.of(5, 2, 15), Spending.OBRIEN_FLEMING, 0.95, new Margin(0.05, true));

  private static ArmSimulation simulate(int equal, int differing, double deviation) {
    return ArmSimulation.of(
        DESIGN, new ArmSimulation.Case(equal, differing, 1, deviation), 1000, 1);
  }

  @Test
  void ofThreeEqualArmsAnyIsCalledDifferentInAtMostOneOfTwenty() {
    ArmSimulation equal = simulate(3, 0, 1);
    assertThat(equal.wrongly()).isPositive().isLessThanOrEqualTo(0.05);
    assertThat(equal.found()).isZero();
    assertThat(equal.equivalent()).isGreaterThan(0.5);
    assertThat(equal.meanSeeds()).isBetween(5.0, 15.0);
  }

  @Test
  void ofThreeArmsThatDifferByTheMarginAnyIsCalledEquivalentInAtMostOneOfTwenty() {
    ArmSimulation differing = simulate(0, 3, 1);
    assertThat(differing.wronglyEquivalent()).isLessThanOrEqualTo(0.05);
    assertThat(differing.wrongly()).isLessThanOrEqualTo(0.05);
    assertThat(differing.found()).isGreaterThan(0.5);
  }

  @Test
  void oneArmIsATwoPointDesign() {
    ArmSimulation one = simulate(0, 1, 1);
    assertThat(one.found()).isGreaterThanOrEqualTo(0.8).isGreaterThan(simulate(0, 3, 1).found());
  }

  @Test
  void anArmIsNeeded() {
    assertThatThrownBy(() -> new ArmSimulation.Case(0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a case needs an arm or more, and numbers of 0 or more, got [0, 0, 1.0, 1.0]");
  }
}
