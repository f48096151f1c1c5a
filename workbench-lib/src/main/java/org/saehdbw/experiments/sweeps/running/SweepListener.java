package org.saehdbw.experiments.sweeps.running;

import java.util.Optional;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.TrialResult;

/** Follows a sweep, on its own threads, one call at a time. */
public interface SweepListener {
  /** A listener that does nothing. */
  SweepListener NONE = new SweepListener() {};

  /**
   * Everything was checked; trials begin.
   *
   * @param trials how many the sweep has, those with results included; with halving at most so many
   *     processes
   * @param missing how many of them have no result yet
   * @param sideBySide how many run at once, and with how many threads
   */
  default void began(SweepPlan plan, int trials, int missing, SideBySide sideBySide) {}

  /** A trial's process starts, continues, or runs already. */
  default void trialBegan(Trial trial, String how) {}

  /**
   * A trial has a result.
   *
   * @param missing how many trials are left
   * @param secondsLeft what they will take, as far as one can tell
   */
  default void trialEnded(TrialResult result, int missing, Optional<Double> secondsLeft) {}

  /** Something that the user should know. */
  default void remarked(String line) {}
}
