package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.EagerOps;
import org.saehdbw.tensors.Parameter;

/** Operation by operation. */
final class EagerEngine implements StepEngine {
  private final StepBody program;
  private final Map<String, NDArray> weights;
  private List<Parameter> withGradients = List.of();

  EagerEngine(StepBody program, Map<String, NDArray> weights) {
    this.program = program;
    this.weights = weights;
  }

  @Override
  public void step(
      NDManager scope,
      StepPart part,
      List<List<NDArray>> pieces,
      List<Parameter> trained,
      Receiver receiver) {
    // Gradients accumulate in PyTorch, and DJL never clears them.
    withGradients.forEach(p -> JniUtils.zeroGrad((PtNDArray) weight(p)));
    withGradients = List.copyOf(trained);
    List<NDArray> terms = new ArrayList<>();
    List<String> names = List.of();
    for (List<NDArray> piece : pieces) {
      names = backward(scope, part, piece, terms);
    }
    if (receiver.losses(names, terms.size() == 1 ? terms.get(0) : joined(terms, 0))) {
      List<NDArray> gradients = new ArrayList<>();
      for (Parameter parameter : trained) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) weight(parameter));
        gradient.attach(scope);
        gradients.add(gradient);
      }
      receiver.gradients(trained, gradients);
    }
  }

  /** Adds a piece's gradients to those before, and its losses to the terms. */
  private List<String> backward(
      NDManager scope, StepPart part, List<NDArray> inputs, List<NDArray> terms) {
    JniUtils.setGradMode(true);
    try (NDManager own = scope.newSubManager()) {
      EagerOps ops = new EagerOps(own, this::weight);
      StepBody.Losses<NDArray> losses = program.losses(part, ops, inputs);
      NDArray total = losses.terms().sum();
      total.attach(own);
      NDArray seed = own.ones(total.getShape());
      JniUtils.backward((PtNDArray) total, (PtNDArray) seed, false, false);
      NDArray found = losses.terms().stopGradient();
      found.attach(scope);
      terms.add(found);
      return losses.names();
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  /** Joins arrays along an axis, in the manager of the first. */
  static NDArray joined(List<NDArray> arrays, int axis) {
    return NDArrays.concat(new NDList(arrays), axis);
  }

  @Override
  public NDList predict(NDManager scope, NDArray src, NDArray dst) {
    JniUtils.setGradMode(false);
    return new NDList(program.predictions(new EagerOps(scope, this::weight), src, dst));
  }

  @Override
  public NDList replace(NDManager scope, NDArray dst) {
    JniUtils.setGradMode(false);
    return new NDList(program.replacement(new EagerOps(scope, this::weight), dst));
  }

  @Override
  public void close() {
    withGradients = List.of();
  }

  private NDArray weight(Parameter parameter) {
    NDArray array = weights.get(parameter.name());
    if (array == null) {
      throw new IllegalArgumentException("the model has no parameter " + parameter.name());
    }
    return array;
  }
}
