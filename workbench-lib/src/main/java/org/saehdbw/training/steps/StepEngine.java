package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.saehdbw.tensors.Parameter;

/** Runs the step's program on a model's arrays. */
interface StepEngine extends AutoCloseable {
  /** Takes results; all arrays belong to the scope that the engine was given. */
  interface Receiver {
    /**
     * Takes the losses, before any gradient.
     *
     * @param names the losses' names, one a column
     * @param terms (N, names) of the whole batch
     * @return whether to go on
     */
    boolean losses(List<String> names, NDArray terms);

    /** Takes whole gradients; their parameters are not read again in this step. */
    void gradients(List<Parameter> of, List<NDArray> gradients);
  }

  /**
   * Computes a part's losses and the gradients of their sum over the batch.
   *
   * @param pieces the batch's inputs, a few samples a piece; gradients are summed over the pieces
   * @param trained the parameters that get gradients
   */
  void step(
      NDManager scope,
      StepPart part,
      List<List<NDArray>> pieces,
      List<Parameter> trained,
      Receiver receiver);

  /**
   * Draws pictures and masks without gradients: source, destination, swap; where both sides are the
   * same array, without the swap. All results belong to the scope.
   */
  NDList predict(NDManager scope, NDArray src, NDArray dst);

  /**
   * Draws src in the place of dst without gradients, and nothing more: picture, mask, and the mask
   * of dst itself. All results belong to the scope.
   */
  NDList replace(NDManager scope, NDArray dst);

  @Override
  void close();
}
