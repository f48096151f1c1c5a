package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
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
  public Outcome step(
      NDManager scope, StepPart part, List<NDArray> inputs, List<Parameter> trained) {
    // Gradients accumulate in PyTorch, and DJL never clears them.
    withGradients.forEach(p -> JniUtils.zeroGrad((PtNDArray) weight(p)));
    EagerOps ops = new EagerOps(scope, this::weight);
    JniUtils.setGradMode(true);
    try {
      StepBody.Losses<NDArray> losses = program.losses(part, ops, inputs);
      NDArray total = losses.terms().sum();
      total.attach(scope);
      NDArray seed = scope.ones(total.getShape());
      JniUtils.backward((PtNDArray) total, (PtNDArray) seed, false, false);
      List<NDArray> gradients = new ArrayList<>();
      for (Parameter parameter : trained) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) weight(parameter));
        gradient.attach(scope);
        gradients.add(gradient);
      }
      withGradients = List.copyOf(trained);
      return new Outcome(losses.names(), losses.terms(), gradients);
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  @Override
  public NDList predict(NDManager scope, NDArray src, NDArray dst) {
    JniUtils.setGradMode(false);
    return new NDList(program.predictions(new EagerOps(scope, this::weight), src, dst));
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
