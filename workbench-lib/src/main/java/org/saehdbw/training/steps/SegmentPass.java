package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.ScriptSegment;

/** One piece's way through all segments. */
final class SegmentPass {
  private final NDManager own;
  private final SegmentEngine.Program program;
  private final SegmentLeaves leaves;
  private final boolean givingBack;
  private final Map<String, NDArray> values = new HashMap<>();
  private final Map<String, NDArray> graphs = new HashMap<>();

  /**
   * Begins with the inputs.
   *
   * @param own what owns all arrays of this piece
   * @param givingBack whether freed memory goes back to the system after each segment's gradients
   */
  SegmentPass(
      NDManager own,
      SegmentEngine.Program program,
      SegmentLeaves leaves,
      List<NDArray> inputs,
      boolean givingBack) {
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
    try (NDArray total = results.get(0);
        NDArray seed = total.onesLike()) {
      JniUtils.backward((PtNDArray) total, (PtNDArray) seed, false, false);
    }
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

  private void keptGradients(ScriptSegment segment) {
    List<String> outputs = segment.gradientOutputs();
    for (int i = 0; i < outputs.size(); i++) {
      boolean again = i < outputs.size() - 1;
      try (NDArray output = graphs.remove(outputs.get(i));
          NDArray due = JniUtils.getGradient((PtNDArray) value(outputs.get(i)))) {
        JniUtils.backward((PtNDArray) output, (PtNDArray) due, again, false);
      }
      forget(outputs.get(i));
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
