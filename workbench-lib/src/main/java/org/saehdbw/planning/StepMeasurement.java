package org.saehdbw.planning;

import org.saehdbw.architectures.ModelSpec;

/**
 * What became of a {@link StepTask}.
 *
 * @param model the model's short name
 * @param batch samples a side
 * @param threads of engine and optimizer
 * @param outcome how it ended
 * @param steps that were timed
 * @param stepMillis their median, 0 if there were none
 * @param peakMib the most resident memory of the process, as far as it got; 0 if unknown
 * @param message what went wrong, or empty
 */
public record StepMeasurement(
    String model,
    int batch,
    int threads,
    Outcome outcome,
    int steps,
    double stepMillis,
    double peakMib,
    String message) {

  /** How a process that makes steps can end. */
  public enum Outcome {
    /** All steps were made. */
    DONE("done"),
    /** It was stopped because it held more than the budget. */
    OVER_BUDGET("over budget"),
    /** Memory ran out: Java's, the engine's, or the system killed it. */
    OUT_OF_MEMORY("out of memory"),
    /** It was stopped because it took too long. */
    TIMED_OUT("timed out"),
    /** Anything else. */
    FAILED("failed");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** Returns the words for it. */
    public String text() {
      return text;
    }
  }

  /** Returns the model. */
  public ModelSpec spec() {
    return ModelSpec.parse(model);
  }

  /** Whether all steps were made. */
  public boolean done() {
    return outcome == Outcome.DONE;
  }

  /** Returns samples a second: faces of each side. */
  public double samplesPerSecond() {
    return stepMillis > 0 ? 1000 * batch / stepMillis : 0;
  }
}
