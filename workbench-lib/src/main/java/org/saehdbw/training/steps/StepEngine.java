package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.saehdbw.tensors.Parameter;

/** Runs the step's program on a model's arrays. */
interface StepEngine extends AutoCloseable {
  /**
   * A step's results, owned by the scope it was given.
   *
   * @param names the losses' names, one a column
   * @param terms (N, names)
   * @param gradients one for each trained parameter, in order
   */
  record Outcome(List<String> names, NDArray terms, List<NDArray> gradients) {}

  /** Computes a part's losses and gradients; all results belong to the scope. */
  Outcome step(NDManager scope, StepPart part, List<NDArray> inputs, List<Parameter> trained);

  /** Draws pictures and masks without gradients; all results belong to the scope. */
  NDList predict(NDManager scope, NDArray src, NDArray dst);

  @Override
  void close();
}
