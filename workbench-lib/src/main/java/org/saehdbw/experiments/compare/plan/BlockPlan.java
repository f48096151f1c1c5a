package org.saehdbw.experiments.compare.plan;

/**
 * How long a level is measured. A round runs every arm twice, in an order and then in its reverse.
 *
 * @param rounds how many
 * @param steps measured in each block
 * @param warmUp steps of a new process that are not measured
 * @param settle steps at each block's beginning that are not measured
 * @param roundsPerProcess after so many rounds every arm's process is replaced by a new one, so
 *     that what differs from process to process lies within the interval
 */
public record BlockPlan(int rounds, int steps, int warmUp, int settle, int roundsPerProcess) {
  /** What is measured unless settings say otherwise. */
  public static final BlockPlan DEFAULT = new BlockPlan(12, 10, 10, 4, 2);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public BlockPlan {
    check("rounds", rounds, 2);
    check("steps", steps, 1);
    check("warm_up", warmUp, 0);
    check("settle", settle, 0);
    check("rounds_per_process", roundsPerProcess, 1);
    if (rounds < 2 * roundsPerProcess) {
      throw new IllegalArgumentException(
          "rounds must be at least twice rounds_per_process, so that there are two processes of an"
              + " arm to tell what differs between them, got "
              + rounds
              + " and "
              + roundsPerProcess);
    }
  }

  private static void check(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", got " + value);
    }
  }

  /** Whether only the rounds differ. */
  boolean continues(BlockPlan before) {
    return new BlockPlan(before.rounds, steps, warmUp, settle, before.roundsPerProcess)
        .equals(before);
  }
}
