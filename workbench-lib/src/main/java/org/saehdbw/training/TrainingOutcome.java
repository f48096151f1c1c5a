package org.saehdbw.training;

import org.saehdbw.runs.Event;
import org.saehdbw.runs.RunFolder;

/**
 * How a trainer's work ended.
 *
 * @param run the run folder
 * @param reason {@link Event#FINISHED} or {@link Event#ASKED}
 * @param iteration where it stands now
 * @param made iterations made since it began or was resumed
 * @param seconds that took, saves and previews included
 */
public record TrainingOutcome(
    RunFolder run, String reason, long iteration, long made, double seconds) {
  /** Whether the target was reached. */
  public boolean finished() {
    return reason.equals(Event.FINISHED);
  }
}
