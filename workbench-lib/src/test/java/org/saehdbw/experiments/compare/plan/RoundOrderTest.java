package org.saehdbw.experiments.compare.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoundOrderTest {
  private static final List<String> ARMS = List.of("a", "b", "c", "d");

  @Test
  void runsThereAndBackAndBeginsWithAnotherArmEachTime() {
    assertThat(RoundOrder.of(List.of("a", "b"), 0)).containsExactly("a", "b", "b", "a");
    assertThat(RoundOrder.of(List.of("a", "b"), 1)).containsExactly("b", "a", "a", "b");
    assertThat(RoundOrder.of(ARMS, 0)).containsExactly("a", "b", "c", "d", "d", "c", "b", "a");
    assertThat(RoundOrder.of(ARMS, 1)).containsExactly("b", "c", "d", "a", "a", "d", "c", "b");
    assertThat(RoundOrder.of(ARMS, 4)).containsExactly("d", "c", "b", "a", "a", "b", "c", "d");
  }

  @Test
  void everyArmsBlocksLieInTheMiddleOfEveryRound() {
    for (int round = 0; round < 12; round++) {
      List<String> order = RoundOrder.of(ARMS, round);
      for (String arm : ARMS) {
        assertThat(order.indexOf(arm) + order.lastIndexOf(arm)).isEqualTo(order.size() - 1);
      }
    }
  }

  @Test
  void everyArmBeginsSometimes() {
    TreeSet<String> first = new TreeSet<>();
    for (int round = 0; round < 4; round++) {
      first.add(RoundOrder.of(ARMS, round).get(0));
    }
    assertThat(first).containsExactlyElementsOf(ARMS);
  }
}
