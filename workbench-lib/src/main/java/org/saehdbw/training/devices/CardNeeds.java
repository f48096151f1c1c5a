package org.saehdbw.training.devices;

import java.util.Optional;

/**
 * What a run needs of a card.
 *
 * @param refusal why its settings cannot be trained on any card; empty if they can
 * @param memoryMib the least memory in MiB
 */
public record CardNeeds(Optional<String> refusal, long memoryMib) {
  /** A run that fits on every card. */
  public static final CardNeeds NONE = new CardNeeds(Optional.empty(), 0);
}
