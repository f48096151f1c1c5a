package org.saehdbw.experiments.compare.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * In which order a round runs its arms: ABBA for any number of them. Every arm has two blocks whose
 * mean place in the round is the middle, so that a machine that grows slower at a steady pace slows
 * all alike; from round to round another arm is first, so that none always follows the same one.
 */
public final class RoundOrder {
  private RoundOrder() {}

  /**
   * Returns the arms' blocks of a round.
   *
   * @param round from 0
   */
  public static <T> List<T> of(List<T> arms, int round) {
    List<T> order = new ArrayList<>(arms);
    Collections.rotate(order, -(round % arms.size()));
    if (round / arms.size() % 2 == 1) {
      Collections.reverse(order);
    }
    List<T> back = new ArrayList<>(order);
    Collections.reverse(back);
    order.addAll(back);
    return order;
  }
}
