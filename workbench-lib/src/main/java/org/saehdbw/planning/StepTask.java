package org.saehdbw.planning;

import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.StepMemory;

/**
 * Training steps for a separate process, to measure their time and memory.
 *
 * @param spec the model
 * @param batch samples a side, at least 1
 * @param precision of convolutions
 * @param threads of engine and optimizer, at least 1
 * @param warmUp steps before the clock starts, at least 0
 * @param steps that are timed at least, at least 1
 * @param seconds that timed steps last at least, at least 0
 * @param memory how the steps save memory
 * @param settings discriminators and styles of the steps
 */
public record StepTask(
    ModelSpec spec,
    int batch,
    Precision precision,
    int threads,
    int warmUp,
    int steps,
    double seconds,
    StepMemory memory,
    CostSettings settings) {
  /** A task without discriminators and styles, the whole batch at once and activations kept. */
  public StepTask(
      ModelSpec spec,
      int batch,
      Precision precision,
      int threads,
      int warmUp,
      int steps,
      double seconds) {
    this(
        spec,
        batch,
        precision,
        threads,
        warmUp,
        steps,
        seconds,
        StepMemory.PLAIN,
        CostSettings.NONE);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public StepTask {
    if (batch < 1 || threads < 1 || warmUp < 0 || steps < 1 || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a step task needs batch, threads and steps of at least 1, warmUp and seconds of at"
                  + " least 0, got %d, %d, %d, %d and %s",
              batch,
              threads,
              steps,
              warmUp,
              seconds));
    }
  }
}
