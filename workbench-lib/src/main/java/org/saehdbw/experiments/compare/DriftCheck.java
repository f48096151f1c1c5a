package org.saehdbw.experiments.compare;

import java.util.Optional;
import org.saehdbw.statistics.Estimate;

/**
 * Whether something moved while a level was measured: the second half of the rounds against the
 * first.
 *
 * @param what that is looked at: colour's step time, or an arm's ratio to it
 * @param ratio second half over first, with its interval; empty below four rounds
 * @param words what it means
 */
public record DriftCheck(String what, Optional<Estimate> ratio, String words) {
  /** Whether the interval leaves 1 out. */
  public boolean drifted() {
    return ratio.isPresent() && !ratio.get().interval().contains(1);
  }
}
