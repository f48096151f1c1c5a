package org.saehdbw.dashboard.sweeps;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.sweeps.results.RunOfTrial;

/**
 * What a ledger tells of a trial.
 *
 * @param number counted from 1
 * @param label its name for people, such as {@code t0003}
 * @param point counted from 0 among the points of the sweep
 * @param seed of its random draws
 * @param run which run folder is its own
 * @param end what came of it; empty while it has no result
 */
record KnownTrial(
    int number, String label, int point, long seed, RunOfTrial run, Optional<End> end) {

  /**
   * A trial's result.
   *
   * @param status in words
   * @param done whether it used its budget
   * @param iterations how many it made
   * @param figures by name, finite ones alone
   * @param message why it was not done, else empty
   */
  record End(
      String status, boolean done, long iterations, Map<String, Double> figures, String message) {
    /** Copies the figures, keeping their order. */
    End {
      Map<String, Double> finite = new LinkedHashMap<>(figures);
      finite.values().removeIf(value -> !Double.isFinite(value));
      figures = Collections.unmodifiableMap(finite);
    }
  }
}
