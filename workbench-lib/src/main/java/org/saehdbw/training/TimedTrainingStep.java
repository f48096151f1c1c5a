package org.saehdbw.training;

import java.util.Set;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.StateArray;
import org.saehdbw.training.devices.TrainingDevice;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;
import org.saehdbw.training.steps.StepResult;
import org.saehdbw.training.updates.ModelUpdate;

/**
 * A plan's model with its optimizer, from initial weights on, one training step after the other:
 * what a trainer's iteration computes, without run folder, saves and previews. For measurements.
 */
public final class TimedTrainingStep implements AutoCloseable {
  private final ModelStep model;
  private final Optimizer optimizer;
  private final Set<String> trained;
  private final DiscriminatorTraining discriminators;

  /**
   * Where a step's time went, and what it found.
   *
   * @param copyMillis samples into the engine
   * @param computeMillis forward pass, losses, gradients
   * @param optimizerMillis the update, and those of the discriminators with all that they need
   * @param srcLoss the src loss before the update
   * @param dstLoss the dst loss before the update
   */
  public record Times(
      double copyMillis,
      double computeMillis,
      double optimizerMillis,
      double srcLoss,
      double dstLoss) {}

  private TimedTrainingStep(
      ModelStep model,
      Optimizer optimizer,
      Set<String> trained,
      DiscriminatorTraining discriminators) {
    this.model = model;
    this.optimizer = optimizer;
    this.trained = trained;
    this.discriminators = discriminators;
  }

  /** Makes the plan's model with its initial weights, on the CPU; the caller closes it. */
  public static TimedTrainingStep open(TrainingPlan plan) {
    return open(plan, TrainingDevice.CPU);
  }

  /**
   * Makes the plan's model with its initial weights; the caller closes it.
   *
   * @param device {@code cpu} or {@code cuda:N}
   */
  public static TimedTrainingStep open(TrainingPlan plan, String device) {
    ModelStep model = TrainingSession.openModel(plan, device);
    model.initialise(plan.settings().get(BatchOptions.SEED));
    return new TimedTrainingStep(
        model,
        ModelFiles.newOptimizer(plan, model, StepPart.MODEL),
        model.trainedWeights(plan.samples().augment().randomWarp()),
        DiscriminatorTraining.of(plan, model));
  }

  /** Makes one step on a batch. */
  public Times step(BatchSide src, BatchSide dst) {
    ModelUpdate.Made made = new ModelUpdate(model, optimizer, trained).make(src, dst, losses -> {});
    long moved = System.nanoTime();
    discriminators.step(src, dst);
    long after = made.moveNanos() + System.nanoTime() - moved;
    StepResult result = made.losses();
    return new Times(
        result.copyNanos() / 1e6,
        made.computeNanos() / 1e6,
        after / 1e6,
        result.srcMean(),
        result.dstMean());
  }

  /** Bytes of all weights. */
  public long weightBytes() {
    return model.weights().values().stream()
        .mapToLong(w -> (long) Float.BYTES * w.capacity())
        .sum();
  }

  /** Bytes of the optimizer's state. */
  public long optimizerBytes() {
    return optimizer.state().stream()
        .map(StateArray::values)
        .mapToLong(values -> (long) Float.BYTES * values.capacity())
        .sum();
  }

  /** Frees the model's memory. */
  @Override
  public void close() {
    discriminators.close();
    optimizer.close();
    model.close();
  }
}
