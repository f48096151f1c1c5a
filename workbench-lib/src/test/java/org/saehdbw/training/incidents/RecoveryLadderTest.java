package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryLadderTest {
  private final RecoveryLadder ladder = new RecoveryLadder(100);

  private List<Remedy> remedies(long... iterations) {
    List<Incident> incidents = new ArrayList<>();
    for (long iteration : iterations) {
      incidents.add(
          new Incident(
              incidents.size() + 1,
              CollapseKind.LOSS_SPIKE,
              iteration,
              iteration,
              ladder.next(incidents, iteration),
              0));
    }
    return incidents.stream().map(Incident::remedy).toList();
  }

  @Test
  void leavesOutThenHalvesThenStops() {
    assertThat(remedies(500, 600, 700))
        .containsExactly(Remedy.LEFT_OUT, Remedy.HALF_RATE, Remedy.STOPPED);
    assertThat(remedies(500, 500, 500))
        .containsExactly(Remedy.LEFT_OUT, Remedy.HALF_RATE, Remedy.STOPPED);
  }

  @Test
  void aCollapseLongAfterIsAFirstOne() {
    assertThat(remedies(500, 601, 701, 802))
        .containsExactly(Remedy.LEFT_OUT, Remedy.LEFT_OUT, Remedy.HALF_RATE, Remedy.LEFT_OUT);
  }

  @Test
  void oneBeforeTheLastCountsAsTheSame() {
    assertThat(remedies(500, 300, 350))
        .containsExactly(Remedy.LEFT_OUT, Remedy.HALF_RATE, Remedy.STOPPED);
  }

  @Test
  void afterAStopTheNextIsAFirstOne() {
    assertThat(remedies(500, 500, 500, 500, 500))
        .containsExactly(
            Remedy.LEFT_OUT, Remedy.HALF_RATE, Remedy.STOPPED, Remedy.LEFT_OUT, Remedy.HALF_RATE);
  }
}
