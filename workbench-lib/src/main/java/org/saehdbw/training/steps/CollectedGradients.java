package org.saehdbw.training.steps;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.tensors.Parameter;

/** Holds losses and all gradients until the next step. */
final class CollectedGradients implements GradientSink {
  private final long began = System.nanoTime();
  private final Map<String, FloatBuffer> found = new HashMap<>();
  private Optional<StepResult> losses = Optional.empty();

  @Override
  public boolean holdsAll() {
    return true;
  }

  @Override
  public boolean losses(StepResult result) {
    losses = Optional.of(result);
    return true;
  }

  @Override
  public void gradients(Map<String, FloatBuffer> gradients) {
    found.putAll(gradients);
  }

  /** Returns all of it, gradients in the order of the trained parameters. */
  StepResult result(List<Parameter> trained) {
    StepResult known = losses.orElseThrow();
    Map<String, FloatBuffer> inOrder = new LinkedHashMap<>();
    for (Parameter parameter : trained) {
      FloatBuffer gradient = found.get(parameter.name());
      if (gradient != null) {
        inOrder.put(parameter.name(), gradient);
      }
    }
    long engine = System.nanoTime() - began - known.copyNanos();
    return new StepResult(
        known.terms(), known.src(), known.dst(), inOrder, known.copyNanos(), engine);
  }
}
