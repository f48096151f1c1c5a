package org.saehdbw.experiments.deciding;

import java.util.Locale;

/**
 * Whether there is time for another look.
 *
 * @param spentS seconds of trials so far, those side by side counted once
 * @param nextS what the trials until the next look would take
 * @param limitS {@code time_s}
 */
public record TimeLimit(double spentS, double nextS, double limitS) {
  /** Whether the trials until the next look would end later. */
  public boolean isPassed() {
    return spentS + nextS > limitS;
  }

  /** Returns it as part of a sentence. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%.0f s are spent, and %.0f s until the next look would pass time_s, %.0f s",
        spentS,
        nextS,
        limitS);
  }
}
