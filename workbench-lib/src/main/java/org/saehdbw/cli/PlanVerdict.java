package org.saehdbw.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.Estimate;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.planning.MemoryWay;
import org.saehdbw.planning.Planner;

/**
 * Whether a model fits a budget of memory, and in which ways.
 *
 * @param card of the wanted batch
 * @param budgetMib resident memory, or a card's
 * @param largest the largest batch that fits on the CPU in the plain way, where that is predicted
 * @param between the same where saves make no copy
 * @param ways that are left open, those that cost least time first; none where nothing is predicted
 */
record PlanVerdict(
    CostCard card, double budgetMib, OptionalInt largest, OptionalInt between, List<Row> ways) {
  /** A way and what a trainer takes in it. */
  record Row(MemoryWay way, Estimate peak) {}

  static PlanVerdict of(Planner planner, CostCard card, double budgetMib) {
    if (card.peakResidentMib().isEmpty()) {
      return new PlanVerdict(card, budgetMib, OptionalInt.empty(), OptionalInt.empty(), List.of());
    }
    List<Row> ways =
        card.settings().ways(card.batch()).stream()
            .map(way -> new Row(way, planner.peak(card.spec(), card.batch(), way, false)))
            .toList();
    return new PlanVerdict(
        card,
        budgetMib,
        OptionalInt.of(planner.largestBatch(card.spec(), budgetMib)),
        OptionalInt.of(planner.largestBatch(card.spec(), budgetMib, Kind.TRAINER)),
        ways);
  }

  /** Returns the first way that fits with its margin. */
  Optional<Row> chosen() {
    return ways.stream()
        .filter(row -> row.peak().within(budgetMib) == Estimate.Fit.YES)
        .findFirst();
  }
}
