package org.saehdbw.experiments.sweeps.results;

import java.util.Locale;
import org.saehdbw.statistics.KendallTau;

/**
 * How far a shorter sweep would have ranked the points as this one did.
 *
 * @param share of the budget, above 0 and below 1
 * @param tau between the points' means there and at the end
 */
public record RankTrust(double share, KendallTau tau) {
  /** Returns it in words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "at %.0f %% of the budget the points rank as at its end with Kendall's tau %.2f (p = %.2g,"
            + " %d points)",
        100 * share,
        tau.tau(),
        tau.pValue(),
        tau.count());
  }
}
