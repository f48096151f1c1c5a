package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsequencesTest {
  private static final List<Incident> INCIDENTS =
      List.of(
          new Incident(1, CollapseKind.LOSS_SPIKE, 150, 150, Remedy.LEFT_OUT, 100),
          new Incident(2, CollapseKind.NOT_FINITE, 160, 161, Remedy.HALF_RATE, 100),
          new Incident(3, CollapseKind.LOSS_SPIKE, 160, 162, Remedy.STOPPED, 100),
          new Incident(4, CollapseKind.LOSS_SPIKE, 250, 252, Remedy.HALF_RATE, 200));

  @Test
  void batchesOfAllIncidentsButThatOfAStopAreLeftOut() {
    Consequences from = Consequences.of(INCIDENTS, 100, 1);
    assertThat(List.of(150L, 161L, 252L)).allMatch(from::isLeftOut);
    assertThat(List.of(149L, 160L, 162L, 250L)).noneMatch(from::isLeftOut);
  }

  @Test
  void theRateIsHalvedFromTheCheckpointOfTheRollbackOn() {
    Consequences from = Consequences.of(INCIDENTS, 100, 1);
    assertThat(from.rateFactor(101)).isEqualTo(0.5);
    assertThat(from.rateFactor(200)).isEqualTo(0.5);
    assertThat(from.rateFactor(201)).isEqualTo(0.25);
  }

  /** The newest checkpoint was damaged afterwards. */
  @Test
  void anOlderCheckpointLeadsToTheSameRates() {
    Consequences from = Consequences.of(INCIDENTS, 50, 1);
    assertThat(from.rateFactor(100)).isEqualTo(1);
    assertThat(from.rateFactor(101)).isEqualTo(0.5);
    assertThat(from.rateFactor(201)).isEqualTo(0.25);
  }

  @Test
  void whatACheckpointKnowsIsNotHalvedTwice() {
    assertThat(Consequences.of(INCIDENTS, 150, 0.5).rateFactor(200)).isEqualTo(0.5);
    assertThat(Consequences.of(INCIDENTS, 150, 0.5).rateFactor(201)).isEqualTo(0.25);
    assertThat(Consequences.of(INCIDENTS, 300, 0.25).rateFactor(301)).isEqualTo(0.25);
  }
}
