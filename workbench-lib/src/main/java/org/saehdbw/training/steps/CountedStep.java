package org.saehdbw.training.steps;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.tensors.ScriptLine;
import org.saehdbw.tensors.ScriptSegment;
import org.saehdbw.tensors.ScriptSegments;

/**
 * Work and bytes of each update of a training iteration, from shapes alone: the same step as the
 * engines compute, by an interpreter that keeps books.
 */
public final class CountedStep {
  private final StepBody body;
  private final int batch;

  private CountedStep(StepBody body, int batch) {
    this.body = body;
    this.batch = batch;
  }

  /**
   * Returns the step of a model.
   *
   * @param losses what it is judged by
   * @param batch samples a side
   * @throws IllegalArgumentException if the batch is below 1, or as {@link Discriminators#of}
   */
  public static CountedStep of(ModelSpec spec, LossOptions losses, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batch);
    }
    return new CountedStep(StepBody.of(spec, losses), batch);
  }

  /** Returns the discriminators that judge the model. */
  public Discriminators discriminators() {
    return body.discriminators();
  }

  /**
   * Returns the stages of one part's update in order of use; those of losses are named {@code
   * losses/...}. Only what the part trains gets gradients: the model's update uses discriminators
   * as they are, and a discriminator's update the model.
   *
   * @param part the model, or a discriminator that there is
   */
  public List<CostOps.Row> rows(StepPart part) {
    Set<Parameter> trained = new HashSet<>(body.parameters(part));
    CostOps ops = new CostOps(trained::contains);
    // Books tell arrays apart by identity.
    List<Dims> inputs = body.inputs(batch).stream().map(dims -> new Dims(dims.sizes())).toList();
    ops.layer(StepBody.LOSSES + "joined", body.losses(part, ops, inputs).terms());
    return ops.rows();
  }

  /**
   * Returns the most bytes that an update with activation checkpointing holds at once besides
   * weights, moments and the batch: boundaries between segments with their gradients, the results
   * of kept segments and of the one that is computed again, and gradients of weights that are not
   * whole yet.
   *
   * @param part the model, or a discriminator that there is
   * @param accumulated whether gradients of all weights are held from pieces of the batch before
   */
  public long checkpointedBytes(StepPart part, boolean accumulated) {
    List<Parameter> trained = body.parameters(part);
    SegmentPlan plan = SegmentPlan.of(body, part, batch, trained, ScriptForm.PLAIN, true);
    Map<String, Long> boundaries = new HashMap<>();
    Map<String, Long> gradients = new HashMap<>();
    Map<String, Long> weights = new HashMap<>();
    List<Parameter> all = body.parameters();
    for (int i = 0; i < all.size(); i++) {
      if (trained.contains(all.get(i))) {
        weights.put("w" + i, Float.BYTES * all.get(i).dims().count());
      }
    }
    if (accumulated) {
      gradients.putAll(weights);
    }
    Map<Integer, Long> results = new HashMap<>();
    long most = 0;
    for (SegmentPlan.Work work : plan.work()) {
      ScriptSegment segment = plan.segments().get(work.segment());
      if (segment.kind() == ScriptSegment.Kind.KEPT) {
        results.put(work.segment(), bytesInside(segment));
      }
      if (work.gradients()) {
        results.putIfAbsent(work.segment(), ScriptSegments.bytes(segment.lines()));
        for (String read : segment.gradientReads()) {
          gradients.put(read, weights.getOrDefault(read, boundaries.getOrDefault(read, 0L)));
        }
        most = Math.max(most, sum(results) + sum(boundaries) + sum(gradients));
        results.remove(work.segment());
        segment.gradientOutputs().forEach(gradients::remove);
        segment.gradientOutputs().forEach(boundaries::remove);
      }
      for (ScriptLine line : segment.lines()) {
        if (segment.outputs().contains(line.name())
            && (!work.gradients() || segment.kind() == ScriptSegment.Kind.ENDING)) {
          boundaries.put(line.name(), line.bytes());
        }
      }
      work.forgotten().forEach(boundaries::remove);
      work.forgotten().forEach(gradients::remove);
      work.whole().forEach(gradients::remove);
    }
    return most;
  }

  /** Without its outputs, which are boundaries. */
  private static long bytesInside(ScriptSegment segment) {
    return ScriptSegments.bytes(
        segment.lines().stream().filter(line -> !segment.outputs().contains(line.name())).toList());
  }

  private static long sum(Map<?, Long> bytes) {
    return bytes.values().stream().mapToLong(b -> b).sum();
  }
}
