package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.tensors.ScriptSegment;

/**
 * As TorchScript modules, one for each segment of the step: with checkpointing only boundaries are
 * kept between them. Gradients are summed in place over segments and over a batch's pieces.
 */
final class SegmentEngine implements StepEngine {
  record Program(SegmentPlan plan, ScriptModule module, Map<String, NDArray> constants) {}

  private record Update(StepPart part, int batch, List<Parameter> trained) {}

  private final StepBody body;
  private final NDManager manager;
  private final Map<String, NDArray> weights;
  private final Precision precision;
  private final boolean checkpointing;
  private final ScriptEngine drawing;
  private final Map<Update, Program> programs = new HashMap<>();

  SegmentEngine(
      StepBody body,
      NDManager manager,
      Map<String, NDArray> weights,
      Precision precision,
      boolean checkpointing) {
    this.body = body;
    this.manager = manager;
    this.weights = weights;
    this.precision = precision;
    this.checkpointing = checkpointing;
    drawing = new ScriptEngine(body, manager, weights, precision);
  }

  @Override
  public void step(
      NDManager scope,
      StepPart part,
      List<List<NDArray>> pieces,
      List<Parameter> trained,
      Receiver receiver) {
    SegmentLeaves leaves = new SegmentLeaves(scope, body.parameters(), weights, trained);
    List<NDArray> terms = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      boolean last = i == pieces.size() - 1;
      Program program = program(part, pieces.get(i), trained);
      try (NDManager own = scope.newSubManager()) {
        SegmentPass pass = new SegmentPass(own, program, leaves, pieces.get(i), checkpointing);
        int losses = program.plan().segments().size();
        pass.run(0, losses, List.of());
        terms.add(pass.terms(scope));
        List<String> whole = new ArrayList<>();
        if (last) {
          NDArray all = terms.size() == 1 ? terms.get(0) : EagerEngine.joined(terms, 0);
          all.attach(scope);
          if (!receiver.losses(program.plan().lossNames(), all)) {
            return;
          }
          program.plan().work().subList(0, losses).forEach(one -> whole.addAll(one.whole()));
          leaves.give(whole, receiver);
        }
        pass.run(losses, program.plan().work().size(), last ? List.of(receiver) : List.of());
      }
    }
  }

  @Override
  public NDList predict(NDManager scope, NDArray src, NDArray dst) {
    return drawing.predict(scope, src, dst);
  }

  @Override
  public void close() {
    drawing.close();
    programs.values().forEach(program -> program.module().close());
  }

  private Program program(StepPart part, List<NDArray> inputs, List<Parameter> trained) {
    int batch = (int) inputs.get(0).getShape().get(0);
    return programs.computeIfAbsent(
        new Update(part, batch, List.copyOf(trained)),
        update -> {
          SegmentPlan plan =
              SegmentPlan.of(body, part, batch, update.trained(), precision, checkpointing);
          Map<String, NDArray> constants = new LinkedHashMap<>();
          plan.constants()
              .forEach((name, c) -> constants.put(name, ScriptModule.array(manager, c)));
          String text = ScriptSegment.module(plan.segments());
          return new Program(plan, ScriptModule.load(manager, text), constants);
        });
  }
}
