package org.saehdbw.dashboard.sweeps;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.runs.RunFolder;

/**
 * What a ledger tells of a trial.
 *
 * @param number counted from 1
 * @param label its name for people, such as {@code t0003}
 * @param point counted from 0 among the points of the sweep
 * @param seed of its random draws
 * @param run the name of its run folder; empty where the ledger does not have it yet
 * @param runLabel what the label of its run folder begins with; empty where none is known
 * @param end what came of it; empty while it has no result
 */
record KnownTrial(
    int number,
    String label,
    int point,
    long seed,
    Optional<String> run,
    String runLabel,
    Optional<End> end) {

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

  boolean isItsRun(RunFolder folder) {
    return run.map(folder.name()::equals)
        .orElse(!runLabel.isEmpty() && folder.label().startsWith(runLabel));
  }
}
