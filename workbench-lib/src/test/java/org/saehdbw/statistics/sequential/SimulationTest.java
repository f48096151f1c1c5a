package org.saehdbw.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The two promises of docs/decisions/0011, at the design that it names. */
class SimulationTest {
  private static final int CASES = 1000;
  private static final Design DESIGN =
      new Design(Looks.of(5, 2, 15), Spending.OBRIEN_FLEMING, 0.95, new Margin(0.05, true));

  private static Simulation simulate(int points, double ahead, double deviation) {
    return Simulation.of(
        DESIGN, new Simulation.Case(points, points, 1, ahead, deviation), CASES, 1);
  }

  @Test
  void equalPointsAreCalledDifferentInAtMostOneOfTwenty() {
    for (int points : new int[] {2, 4}) {
      Simulation equal = simulate(points, 0, 1);
      assertThat(Simulation.whole(equal.wrongly())).isBetween(0.0, 0.05);
      assertThat(Simulation.whole(equal.rightly())).isZero();
    }
    assertThat(Simulation.whole(simulate(2, 0, 1).wrongly())).isPositive();
  }

  @Test
  void ofTwoEqualPointsAheadOfTheOthersNoneIsTheBest() {
    Simulation tied = Simulation.of(DESIGN, new Simulation.Case(4, 4, 2, 5, 20), CASES, 1);
    assertThat(Simulation.whole(tied.rightly())).isZero();
    assertThat(Simulation.whole(tied.wrongly())).isBetween(0.0, 0.05);
  }

  @Test
  void aDifferenceOfOneMarginIsFoundInFourOfFive() {
    Simulation planted = simulate(2, 1, 1);
    assertThat(Simulation.whole(planted.rightly())).isGreaterThanOrEqualTo(0.8);
    assertThat(Simulation.whole(planted.equivalent())).isLessThanOrEqualTo(0.05);
    assertThat(planted.meanSeeds()).isBetween(5.0, 15.0);
  }

  @Test
  void sharesAddUpOverTheLooks() {
    Simulation planted = simulate(2, 1, 1);
    assertThat(planted.rightly()).hasSize(6).isSorted();
    assertThat(planted.rightly().get(0)).isLessThan(planted.rightly().get(5));
  }

  @Test
  void powerIsTheChanceToFindOneMargin() {
    assertThat(Simulation.power(DESIGN, 2, 1))
        .isEqualTo(Simulation.whole(simulate(2, 1, 1).rightly()))
        .isGreaterThan(Simulation.power(DESIGN, 4, 1));
  }

  @Test
  void theSameSeedDrawsTheSame() {
    assertThat(simulate(2, 1, 1)).isEqualTo(simulate(2, 1, 1));
    assertThatThrownBy(() -> new Simulation.Case(4, 2, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a case needs two points or more, no more than share the error rate, one or more of them"
                + " the best, and numbers of 0 or more, got [4, 2, 1, 0.0, 1.0]");
  }
}
