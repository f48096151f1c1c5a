package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.training.onboard.ScriptModule;

/**
 * As TorchScript modules, one for each set of trained parameters and each prediction's batch.
 * Predictions are in 32-bit floats whatever the precision of the steps.
 */
final class ScriptEngine implements StepEngine {
  /** A loaded script with its constants as arrays. */
  private record Loaded(StepScript script, ScriptModule module, List<NDArray> constants) {}

  private final StepBody program;
  private final NDManager manager;
  private final Map<String, NDArray> weights;
  private final ScriptForm form;

  /** How many faces, and whether the same ones are both sides. */
  private record Drawing(int count, boolean same) {}

  /** Which update of which arrays. */
  private record Update(StepPart part, List<Parameter> trained) {}

  private final Map<Update, Loaded> steps = new HashMap<>();
  private final Map<Drawing, Loaded> predictions = new HashMap<>();
  private final Map<Integer, Loaded> replacements = new HashMap<>();

  ScriptEngine(StepBody program, NDManager manager, Map<String, NDArray> weights, ScriptForm form) {
    this.program = program;
    this.manager = manager;
    this.weights = weights;
    this.form = form;
    weights.values().forEach(weight -> weight.setName(ScriptModule.WEIGHTS));
  }

  @Override
  public void step(
      NDManager scope,
      StepPart part,
      List<List<NDArray>> pieces,
      List<Parameter> trained,
      Receiver receiver) {
    if (pieces.size() != 1) {
      throw new IllegalArgumentException("the whole batch is one piece, got " + pieces.size());
    }
    List<NDArray> inputs = pieces.get(0);
    int batch = (int) inputs.get(0).getShape().get(0);
    Loaded step =
        steps.computeIfAbsent(
            new Update(part, List.copyOf(trained)),
            u -> load(StepScript.step(program, part, batch, u.trained(), form)));
    NDList results;
    JniUtils.setGradMode(true);
    try {
      results = run(scope, step, inputs);
    } finally {
      JniUtils.setGradMode(false);
    }
    if (receiver.losses(step.script().lossNames(), results.get(0))) {
      receiver.gradients(trained, results.subList(1, results.size()));
    }
  }

  @Override
  public NDList predict(NDManager scope, NDArray src, NDArray dst) {
    Loaded prediction =
        predictions.computeIfAbsent(
            new Drawing((int) src.getShape().get(0), src == dst),
            d -> load(StepScript.prediction(program, d.count(), d.same())));
    JniUtils.setGradMode(false);
    return run(scope, prediction, src == dst ? List.of(src) : List.of(src, dst));
  }

  @Override
  public NDList replace(NDManager scope, NDArray dst) {
    Loaded replacement =
        replacements.computeIfAbsent(
            (int) dst.getShape().get(0), count -> load(StepScript.replacement(program, count)));
    JniUtils.setGradMode(false);
    return run(scope, replacement, List.of(dst));
  }

  private NDList run(NDManager scope, Loaded loaded, List<NDArray> inputs) {
    NDList arguments = new NDList(weights.values());
    for (NDArray input : inputs) {
      input.setName(ScriptModule.OTHERS);
      arguments.add(input);
    }
    arguments.addAll(loaded.constants());
    return loaded.module().run(scope, arguments);
  }

  private Loaded load(StepScript script) {
    List<NDArray> constants =
        script.constants().stream().map(c -> ScriptModule.array(manager, c)).toList();
    return new Loaded(script, ScriptModule.load(manager, script.text()), constants);
  }

  @Override
  public void close() {
    steps.values().forEach(loaded -> loaded.module().close());
    predictions.values().forEach(loaded -> loaded.module().close());
    replacements.values().forEach(loaded -> loaded.module().close());
  }
}
