package org.saehdbw.checkpoints;

import java.util.List;

/**
 * How far a stage of a schedule has come.
 *
 * @param name the stage's name in the schedule
 * @param firstIteration iterations that were made before it
 * @param end what ended it, such as {@code iterations} or {@code luma_psnr_db>=24}; empty while it
 *     lasts
 * @param scores of the saves within it by held-out faces, oldest first; lower is better
 */
public record StageState(String name, long firstIteration, String end, List<Double> scores) {
  /** Copies the scores. */
  public StageState {
    scores = List.copyOf(scores);
  }
}
