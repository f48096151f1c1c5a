package org.saehdbw.training;

import java.io.IOException;
import java.util.Optional;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.steps.ModelStep;

/**
 * Follows a trainer, on its own thread but for {@link #saved} and {@link #warned}; whatever it does
 * there costs training time.
 */
public interface TrainerListener {
  /** A listener that does nothing. */
  TrainerListener NONE = new TrainerListener() {};

  /**
   * Training is about to start or to continue, at the start of each stage of a schedule.
   *
   * @param run in the stage that is trained
   * @param iteration how many iterations were made before
   */
  default void started(PreparedRun run, long iteration) throws IOException, InterruptedException {}

  /**
   * Everything is prepared, and the first samples are being made: training begins when this
   * returns. Called once a run.
   */
  default void ready() throws IOException, InterruptedException {}

  /**
   * A stage of the schedule starts.
   *
   * @param name the stage's name
   * @param iteration how many iterations were made before
   */
  default void stageStarted(String name, long iteration) {}

  /** An iteration was made. */
  default void iterated(MetricsRow row) {}

  /**
   * A checkpoint is about to be saved: says how good the model is. It must leave the weights alone.
   *
   * @param model the model, for {@link ModelStep#predict} only
   */
  default Optional<CheckpointScore> judge(long iteration, ModelStep model) {
    return Optional.empty();
  }

  /**
   * A checkpoint is durable, with the previews that belong to it. Called from the thread that
   * writes checkpoints, while training continues; the next save waits for it.
   */
  default void saved(RunFolder run, long iteration) throws IOException {}

  /** Something was worked around. Called from any thread. */
  default void warned(String message) {}
}
