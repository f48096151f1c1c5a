package org.saehdbw.training.steps;

/**
 * How a step saves memory.
 *
 * @param microBatch samples a side that are computed at once, their gradients accumulated; 0 is the
 *     whole batch
 * @param checkpointing whether activations are computed again for the gradients instead of being
 *     kept (activation checkpointing)
 */
public record StepMemory(int microBatch, boolean checkpointing) {
  /** The whole batch at once, activations kept. */
  public static final StepMemory PLAIN = new StepMemory(0, false);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if microBatch is below 0
   */
  public StepMemory {
    if (microBatch < 0) {
      throw new IllegalArgumentException("micro_batch must be at least 0, got " + microBatch);
    }
  }

  /** Returns how many samples a side are computed at once, of a batch. */
  public int samplesAtOnce(int batch) {
    return microBatch == 0 ? batch : Math.min(microBatch, batch);
  }
}
