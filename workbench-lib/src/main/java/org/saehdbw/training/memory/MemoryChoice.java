package org.saehdbw.training.memory;

import java.util.Locale;
import java.util.Optional;
import org.saehdbw.planning.Estimate;
import org.saehdbw.planning.MemoryWay;

/**
 * How a run holds its memory down, and what that takes in the stage that needs most.
 *
 * @param way how
 * @param peak the predicted peak resident memory of the trainer in MiB
 * @param stage that needs most; empty without a schedule
 */
record MemoryChoice(MemoryWay way, Estimate peak, String stage) {
  boolean fits(double limitMib) {
    return peak.within(limitMib) == Estimate.Fit.YES;
  }

  MemoryChoice larger(MemoryChoice other) {
    return other.peak.high() > peak.high() ? other : this;
  }

  /** Such as {@code 1,203 MiB predicted, 1,396 with its margin of 16 %, in stage warped}. */
  String needs() {
    return String.format(
        Locale.ROOT,
        "%,.0f MiB predicted, %,.0f with its margin of %.0f %%%s",
        peak.value(),
        peak.high(),
        Math.ceil(peak.marginPercent()),
        stage.isEmpty() ? "" : ", in stage " + stage);
  }

  /**
   * Returns the line for the user.
   *
   * @param limitMib the limit
   * @param before the last way before it, which does not fit
   */
  String text(int limitMib, Optional<MemoryChoice> before) {
    return String.format(
        Locale.ROOT,
        "memory_mib %d: the trainer takes %s (%s)%s",
        limitMib,
        way.toString().equals("plain") ? "the plain way" : way,
        needs(),
        before
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "; %s would need %,.0f MiB with its margin",
                        one.way(),
                        one.peak().high()))
            .orElse(""));
  }
}
