package org.saehdbw.experiments.places;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.training.devices.TrainingDevice;

/**
 * Places on cards: one on each, or as many as are asked for where they fit.
 *
 * @param devices of the places, such as {@code cuda:0}
 * @param remark what the user should know of the choice
 */
public record CardPlaces(List<String> devices, Optional<String> remark) {
  /** Memory that PyTorch and its convolutions may take besides what is predicted. */
  private static final double USABLE = 0.7;

  /** Copies the list. */
  public CardPlaces {
    devices = List.copyOf(devices);
  }

  /**
   * Places trainings.
   *
   * @param cards of the machine, at least one
   * @param asked the wish; a card takes as many trainings as its memory holds, but at least one
   */
  public static CardPlaces choose(List<TrainingDevice> cards, SideBySide.Asked asked) {
    int wanted = asked.parallel() == 0 ? cards.size() : asked.parallel();
    wanted = Math.min(wanted, asked.trainings());
    List<String> devices = new ArrayList<>();
    for (int round = 0; devices.size() < wanted; round++) {
      int before = devices.size();
      for (TrainingDevice card : cards) {
        boolean fits = round == 0 || (round + 1) * asked.mibEach() <= USABLE * card.memoryMib();
        if (fits && devices.size() < wanted) {
          devices.add(card.name());
        }
      }
      if (devices.size() == before) {
        break;
      }
    }
    Optional<String> remark =
        devices.size() < wanted
            ? Optional.of(
                String.format(
                    Locale.ROOT,
                    "%s: the memory of %d card%s is enough for %d at once, not %d: a training takes"
                        + " about %.0f MiB",
                    asked.key(),
                    cards.size(),
                    cards.size() == 1 ? "" : "s",
                    devices.size(),
                    wanted,
                    asked.mibEach()))
            : Optional.empty();
    return new CardPlaces(devices, remark);
  }
}
