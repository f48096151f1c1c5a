package org.saehdbw.cli;

import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.DiscriminatorCost;

/** What people read of a card's discriminators and styles. */
final class PlanJudges {
  private static final double MIB = 1 << 20;
  private static final double GIGA = 1e9;
  private static final String NOT_MEASURED =
      "is not predicted: no step with discriminators or styles was measured; ";

  private PlanJudges() {}

  /** The end of a card's first line. */
  static String settings(CostCard card) {
    return card.settings().isDefault() ? "" : ", " + card.settings();
  }

  /** One line a discriminator, each ended. */
  static String updates(CostCard card) {
    StringBuilder lines = new StringBuilder();
    for (DiscriminatorCost update : card.cost().discriminators()) {
      lines.append(
          PlanText.text(
              "update   %s: %.2f of its GFLOP, %.2f of them the model's forward pass again; keeps"
                  + " %.1f MiB%n",
              update.name(),
              update.flops() / GIGA,
              update.drawingFlops() / GIGA,
              update.keptBytes() / MIB));
    }
    return lines.toString();
  }

  /** What is known of a trainer's memory. */
  static String resident(CostCard plain) {
    return "resident memory "
        + NOT_MEASURED
        + "without them "
        + PlanText.resident(plain)
        + "; --find-batch with the same --set tries batches";
  }

  /** What is known of a step's time. */
  static String step(CostCard card, CostCard plain) {
    return "time "
        + NOT_MEASURED
        + PlanText.text(
            "its work is %.2f times that without them, for which ",
            card.work().total() / (double) plain.work().total())
        + PlanText.step(plain);
  }
}
