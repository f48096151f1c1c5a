package org.saehdbw.training.replay;

/** Takes how far a replay is; on the trainer's thread. */
@FunctionalInterface
public interface ReplayProgress {
  /**
   * An iteration was repeated.
   *
   * @param iteration which one
   * @param last the last one that is to be repeated
   */
  void iterated(long iteration, long last);
}
