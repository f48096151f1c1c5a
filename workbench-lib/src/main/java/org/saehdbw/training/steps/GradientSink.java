package org.saehdbw.training.steps;

import java.nio.FloatBuffer;
import java.util.Map;

/** Takes a step's results as they come, so that no more gradients are held than must be. */
public interface GradientSink {
  /** Whether all gradients must come together. */
  default boolean holdsAll() {
    return false;
  }

  /**
   * Takes the losses of the whole batch, before any gradient.
   *
   * @param losses the results so far, without gradients
   * @return whether the step goes on; if not, no gradient follows
   */
  boolean losses(StepResult losses);

  /**
   * Takes whole gradients of some weights; those weights are not read again in this step, so they
   * may be updated.
   *
   * @param gradients by the weight's name; valid until this returns
   */
  void gradients(Map<String, FloatBuffer> gradients);
}
