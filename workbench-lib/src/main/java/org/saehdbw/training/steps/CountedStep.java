package org.saehdbw.training.steps;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;

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
}
