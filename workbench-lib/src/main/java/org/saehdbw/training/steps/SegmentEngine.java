package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.tensors.ScriptSegment;
import org.saehdbw.training.onboard.ScriptModule;

/**
 * As TorchScript modules, one for each segment of the step: with checkpointing only boundaries are
 * kept between them. Gradients are summed in place over segments and over a batch's pieces.
 */
final class SegmentEngine implements StepEngine {
  private record Program(SegmentPlan plan, ScriptModule module, Map<String, NDArray> constants) {}

  private record Update(StepPart part, int batch, List<Parameter> trained) {}

  private final StepBody body;
  private final NDManager manager;
  private final Map<String, NDArray> weights;
  private final ScriptForm form;
  private final boolean checkpointing;
  private final ScriptEngine drawing;
  private final Map<Update, Program> programs = new HashMap<>();

  SegmentEngine(
      StepBody body,
      NDManager manager,
      Map<String, NDArray> weights,
      ScriptForm form,
      boolean checkpointing) {
    this.body = body;
    this.manager = manager;
    this.weights = weights;
    this.form = form;
    this.checkpointing = checkpointing;
    drawing = new ScriptEngine(body, manager, weights, form);
  }

  @Override
  public void step(
      NDManager scope,
      StepPart part,
      List<List<NDArray>> pieces,
      List<Parameter> trained,
      Receiver receiver) {
    Leaves leaves = new Leaves(scope, body.parameters(), weights, trained);
    List<NDArray> terms = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      boolean last = i == pieces.size() - 1;
      Program program = program(part, pieces.get(i), trained);
      try (NDManager own = scope.newSubManager()) {
        Pass pass = new Pass(own, program, leaves, pieces.get(i), checkpointing);
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
  public NDList replace(NDManager scope, NDArray dst) {
    return drawing.replace(scope, dst);
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
              SegmentPlan.of(body, part, batch, update.trained(), form, checkpointing);
          Map<String, NDArray> constants = new LinkedHashMap<>();
          plan.constants()
              .forEach((name, c) -> constants.put(name, ScriptModule.array(manager, c)));
          String text = ScriptSegment.module(plan.segments());
          return new Program(plan, ScriptModule.load(manager, text), constants);
        });
  }

  /** The weights as leaves of the step's graphs, whose gradients end with the step. */
  private static final class Leaves {
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
    Leaves(
        NDManager scope,
        List<Parameter> all,
        Map<String, NDArray> weights,
        List<Parameter> chosen) {
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

  /** One piece's way through all segments. */
  private static final class Pass {
    private final NDManager own;
    private final Program program;
    private final Leaves leaves;
    private final boolean givingBack;
    private final Map<String, NDArray> values = new HashMap<>();
    private final Map<String, NDArray> graphs = new HashMap<>();

    /**
     * Begins with the inputs.
     *
     * @param own what owns all arrays of this piece
     * @param givingBack whether freed memory goes back to the system after each segment's gradients
     */
    Pass(NDManager own, Program program, Leaves leaves, List<NDArray> inputs, boolean givingBack) {
      this.own = own;
      this.program = program;
      this.leaves = leaves;
      this.givingBack = givingBack;
      values.putAll(program.constants());
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).setName(ScriptModule.OTHERS);
        values.put("i" + i, inputs.get(i));
      }
    }

    /** Does a part of the plan's work. */
    void run(int from, int to, List<StepEngine.Receiver> receivers) {
      for (SegmentPlan.Work work : program.plan().work().subList(from, to)) {
        work(work.segment(), work.gradients());
        work.forgotten().forEach(this::forget);
        receivers.forEach(receiver -> leaves.give(work.whole(), receiver));
        if (work.gradients() && givingBack) {
          FreedMemory.giveBack();
        }
      }
    }

    private void work(int number, boolean gradients) {
      ScriptSegment segment = program.plan().segments().get(number);
      boolean kept = segment.kind() == ScriptSegment.Kind.KEPT;
      if (gradients && kept) {
        keptGradients(segment);
      } else if (gradients) {
        gradients(number, segment);
      } else {
        if (kept) {
          boundariesWithGradients(segment);
        }
        NDList results = call("forward" + number, kept, arguments(segment.reads()));
        keep(segment.results(), kept ? withoutGraphs(segment, results) : results);
      }
    }

    private void gradients(int number, ScriptSegment segment) {
      boundariesWithGradients(segment);
      NDList arguments = arguments(segment.reads());
      List<NDArray> due = new ArrayList<>();
      for (String output : segment.gradientOutputs()) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) value(output));
        gradient.setName(ScriptModule.OTHERS);
        gradient.attach(own);
        due.add(gradient);
      }
      arguments.addAll(due);
      NDList results = call("backward" + number, true, arguments);
      due.forEach(NDArray::close);
      segment.gradientOutputs().forEach(this::forget);
      backward(results.get(0));
      if (segment.kind() == ScriptSegment.Kind.ENDING) {
        keep(segment.results(), results.subList(1, results.size()));
      }
    }

    private void boundariesWithGradients(ScriptSegment segment) {
      segment.gradientReads().stream()
          .filter(values::containsKey)
          .forEach(read -> value(read).setRequiresGradient(true));
    }

    /** Later segments start graphs of their own, so that each one's gradients are found alone. */
    private List<NDArray> withoutGraphs(ScriptSegment segment, NDList results) {
      List<NDArray> bare = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        NDArray plain = results.get(i).stopGradient();
        plain.attach(own);
        bare.add(plain);
        if (segment.gradientOutputs().contains(segment.results().get(i))) {
          graphs.put(segment.results().get(i), results.get(i));
        } else {
          results.get(i).close();
        }
      }
      return bare;
    }

    /**
     * All outputs in one pass, as where the segment is computed again: sums are in the same order.
     */
    private void keptGradients(ScriptSegment segment) {
      List<NDArray> used = new ArrayList<>();
      NDArray total = null;
      JniUtils.setGradMode(true);
      try {
        for (String output : segment.gradientOutputs()) {
          NDArray due = JniUtils.getGradient((PtNDArray) value(output));
          due.attach(own);
          NDArray kept = Objects.requireNonNull(graphs.remove(output), output);
          NDArray product = kept.mul(due);
          NDArray weighted = product.sum();
          used.addAll(List.of(kept, due, product, weighted));
          total = total == null ? weighted : total.add(weighted);
        }
      } finally {
        JniUtils.setGradMode(false);
      }
      backward(Objects.requireNonNull(total, "a kept segment has outputs"));
      segment.gradientOutputs().forEach(this::forget);
      used.forEach(NDArray::close);
    }

    private static void backward(NDArray total) {
      try (total;
          NDArray seed = total.onesLike()) {
        JniUtils.backward((PtNDArray) total, (PtNDArray) seed, false, false);
      }
    }

    private NDList call(String method, boolean gradients, NDList arguments) {
      JniUtils.setGradMode(gradients);
      try {
        return program.module().run(own, method, arguments);
      } finally {
        JniUtils.setGradMode(false);
      }
    }

    /** Returns the losses, one a column, for a scope that outlives this piece. */
    NDArray terms(NDManager scope) {
      List<NDArray> columns = program.plan().terms().stream().map(this::value).toList();
      NDArray joined = EagerEngine.joined(columns, 1);
      joined.attach(scope);
      return joined;
    }

    private void keep(List<String> names, List<NDArray> results) {
      for (int i = 0; i < names.size(); i++) {
        results.get(i).setName(ScriptModule.OTHERS);
        values.put(names.get(i), results.get(i));
      }
    }

    private void forget(String name) {
      NDArray array = values.remove(name);
      if (array != null) {
        array.close();
      }
    }

    private NDList arguments(List<String> names) {
      NDList arguments = new NDList();
      names.forEach(name -> arguments.add(value(name)));
      return arguments;
    }

    private NDArray value(String name) {
      NDArray array = name.startsWith("w") ? leaves.get(name) : values.get(name);
      if (array == null) {
        throw new IllegalStateException("the step has no array " + name + " at this point");
      }
      return array;
    }
  }
}
