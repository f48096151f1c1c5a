package org.saehdbw.planning;

import java.util.List;

/**
 * What a process that made steps says of them.
 *
 * @param outOfMemory whether memory ran out
 * @param message what went wrong, or empty
 * @param stepMillis each timed step's wall clock
 * @param peakMib the most resident memory that the process held
 */
public record StepReport(
    boolean outOfMemory, String message, List<Double> stepMillis, double peakMib) {
  /** Copies the list. */
  public StepReport {
    stepMillis = List.copyOf(stepMillis);
  }
}
