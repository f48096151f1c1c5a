package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.saehdbw.tensors.Parameter;

/** The weights as leaves of the step's graphs, whose gradients end with the step. */
final class SegmentLeaves {
  private final Map<String, NDArray> arrays = new HashMap<>();
  private final Map<String, Parameter> trained = new HashMap<>();
  private final NDManager scope;

  /**
   * Makes the leaves.
   *
   * @param scope what owns them and their gradients
   * @param all the program's parameters, in order
   * @param weights their values by name
   * @param chosen those that get gradients
   */
  SegmentLeaves(
      NDManager scope, List<Parameter> all, Map<String, NDArray> weights, List<Parameter> chosen) {
    this.scope = scope;
    for (int i = 0; i < all.size(); i++) {
      NDArray weight = weights.get(all.get(i).name());
      if (weight == null) {
        throw new IllegalStateException("the model has no weight " + all.get(i).name());
      }
      NDArray leaf = weight.stopGradient();
      leaf.attach(scope);
      leaf.setName(ScriptModule.OTHERS);
      if (chosen.contains(all.get(i))) {
        leaf.setRequiresGradient(true);
        trained.put("w" + i, all.get(i));
      }
      arrays.put("w" + i, leaf);
    }
  }

  /** Returns a weight by its name in the script, null where there is none of that name. */
  @Nullable NDArray get(String name) {
    return arrays.get(name);
  }

  /** Hands over the gradients that are whole; these weights are not read again. */
  void give(List<String> whole, StepEngine.Receiver receiver) {
    List<Parameter> parameters = new ArrayList<>();
    List<NDArray> gradients = new ArrayList<>();
    for (String name : whole) {
      Parameter parameter = trained.get(name);
      NDArray leaf = arrays.remove(name);
      if (parameter != null && leaf != null) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) leaf);
        gradient.attach(scope);
        leaf.close();
        parameters.add(parameter);
        gradients.add(gradient);
      }
    }
    if (!parameters.isEmpty()) {
      receiver.gradients(parameters, gradients);
    }
  }
}
