package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;

/**
 * As TorchScript modules, one for each set of trained parameters and each prediction's batch.
 * Predictions are in 32-bit floats whatever the precision of the steps.
 */
final class ScriptEngine implements StepEngine {
  /** A loaded script with its constants as arrays. */
  private record Loaded(StepScript script, PtSymbolBlock block, List<NDArray> constants) {}

  private final StepBody program;
  private final NDManager manager;
  private final Map<String, NDArray> weights;
  private final Precision precision;

  /** Which update of which arrays. */
  private record Update(StepPart part, List<Parameter> trained) {}

  private final Map<Update, Loaded> steps = new HashMap<>();
  private final Map<Integer, Loaded> predictions = new HashMap<>();

  ScriptEngine(
      StepBody program, NDManager manager, Map<String, NDArray> weights, Precision precision) {
    this.program = program;
    this.manager = manager;
    this.weights = weights;
    this.precision = precision;
    // In DJL an array's name says where it goes: "ws[]" collects a list.
    weights.values().forEach(weight -> weight.setName("ws[]"));
  }

  @Override
  public Outcome step(
      NDManager scope, StepPart part, List<NDArray> inputs, List<Parameter> trained) {
    int batch = (int) inputs.get(0).getShape().get(0);
    Loaded step =
        steps.computeIfAbsent(
            new Update(part, List.copyOf(trained)),
            u -> load(StepScript.step(program, part, batch, u.trained(), precision)));
    JniUtils.setGradMode(true);
    try {
      NDList results = run(scope, step, inputs);
      List<NDArray> gradients = results.subList(1, results.size());
      return new Outcome(step.script().lossNames(), results.get(0), gradients);
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  @Override
  public NDList predict(NDManager scope, NDArray src, NDArray dst) {
    Loaded prediction =
        predictions.computeIfAbsent(
            (int) src.getShape().get(0), n -> load(StepScript.prediction(program, n)));
    JniUtils.setGradMode(false);
    return run(scope, prediction, List.of(src, dst));
  }

  private NDList run(NDManager scope, Loaded loaded, List<NDArray> inputs) {
    // The optimizer of TorchScript graphs makes the first steps slow and costs memory; its switch
    // is per thread.
    JniUtils.setGraphExecutorOptimize(false);
    NDList arguments = new NDList(weights.values());
    for (NDArray input : inputs) {
      input.setName("xs[]");
      arguments.add(input);
    }
    arguments.addAll(loaded.constants());
    // With train = false results could never enter a graph again; grad mode decides here.
    NDList results = IValueUtils.forward(loaded.block(), arguments, true);
    results.attach(scope);
    return results;
  }

  private Loaded load(StepScript script) {
    List<NDArray> constants = new ArrayList<>();
    for (Constant constant : script.constants()) {
      NDArray array = manager.create(constant.values(), new Shape(constant.dims().toLongs()));
      array.setName("xs[]");
      constants.add(array);
    }
    try (var in = new ByteArrayInputStream(script.archive())) {
      PtSymbolBlock block = JniUtils.loadModule((PtNDManager) manager, in, false, false);
      return new Loaded(script, block, constants);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read an archive from memory", e);
    }
  }

  @Override
  public void close() {
    steps.values().forEach(loaded -> loaded.block().close());
    predictions.values().forEach(loaded -> loaded.block().close());
  }
}
