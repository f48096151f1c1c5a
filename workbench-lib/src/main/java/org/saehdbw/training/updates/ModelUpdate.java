package org.saehdbw.training.updates;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.training.onboard.OnboardOptimizer;
import org.saehdbw.training.steps.GradientSink;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;
import org.saehdbw.training.steps.StepResult;

/**
 * Updates a model. With an {@link OnboardOptimizer} the step's script does all of it on the device
 * of the step, and leaves the weights as they are where a loss is NaN or infinite; the losses are
 * looked at when it is done. Otherwise weights move as soon as their gradients are known, which
 * need not be held together then; gradients that are clipped to a global norm are. The bytes are
 * the same.
 *
 * @param model what is trained
 * @param optimizer of all its weights
 * @param trained the weights that move
 */
public record ModelUpdate(ModelStep model, Optimizer optimizer, Set<String> trained) {
  /** Looks at the losses before a weight moves. */
  @FunctionalInterface
  public interface LossCheck<E extends Exception> {
    /** Throws if the update must not be made. */
    void check(StepResult losses) throws E;
  }

  /**
   * An update.
   *
   * @param losses before it, without gradients
   * @param computeNanos how long losses and gradients took, without samples' way into the engine
   * @param moveNanos how long the optimizer took; 0 where the step itself updates
   */
  public record Made(StepResult losses, long computeNanos, long moveNanos) {}

  /**
   * Makes one update.
   *
   * @param check looks at the losses
   * @throws E if the check does; no weight has moved then, on a device if a loss was not finite
   * @throws IllegalStateException if a loss was not finite on a device, and the check allowed it
   */
  public <E extends Exception> Made make(BatchSide src, BatchSide dst, LossCheck<E> check)
      throws E {
    if (optimizer instanceof OnboardOptimizer onboard) {
      return makeOnDevice(src, dst, check, onboard);
    }
    Sink<E> sink = new Sink<>(check);
    long begun = System.nanoTime();
    model.compute(src, dst, trained, sink);
    if (sink.refused.isPresent()) {
      throw sink.refused.get();
    }
    sink.finish();
    StepResult losses = sink.losses.orElseThrow();
    long compute = System.nanoTime() - begun - losses.copyNanos() - sink.moveNanos;
    return new Made(losses, compute, sink.moveNanos);
  }

  private <E extends Exception> Made makeOnDevice(
      BatchSide src, BatchSide dst, LossCheck<E> check, OnboardOptimizer onboard) throws E {
    long begun = System.nanoTime();
    ModelStep.Updated updated = model.update(StepPart.MODEL, src, dst, trained, onboard);
    long took = System.nanoTime() - begun;
    check.check(updated.losses());
    if (!updated.made()) {
      throw new IllegalStateException(
          "no update was made, since the sum of the losses is NaN or infinite");
    }
    return new Made(updated.losses(), took - updated.losses().copyNanos(), 0);
  }

  /** Takes a step's results. */
  private final class Sink<E extends Exception> implements GradientSink {
    private final LossCheck<E> check;
    private Optional<StepResult> losses = Optional.empty();
    private Optional<E> refused = Optional.empty();
    private long moveNanos;

    Sink(LossCheck<E> check) {
      this.check = check;
    }

    @Override
    public boolean holdsAll() {
      return !optimizer.updatesInParts();
    }

    // The check throws E and, as everything may, what is unchecked.
    @SuppressWarnings("unchecked")
    @Override
    public boolean losses(StepResult found) {
      losses = Optional.of(found);
      try {
        check.check(found);
        return true;
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        refused = Optional.of((E) e);
        return false;
      }
    }

    @Override
    public void gradients(Map<String, FloatBuffer> gradients) {
      long begun = System.nanoTime();
      if (optimizer.updatesInParts()) {
        List<Slot> slots = new ArrayList<>();
        gradients.forEach((name, gradient) -> slots.add(Slot.of(name, memory(name), gradient)));
        optimizer.update(slots);
      } else {
        optimizer.step(Slot.all(model.weights(), gradients));
      }
      moveNanos += System.nanoTime() - begun;
    }

    private FloatBuffer memory(String name) {
      return Optional.ofNullable(model.weights().get(name)).orElseThrow();
    }

    void finish() {
      if (optimizer.updatesInParts()) {
        optimizer.finish();
      }
    }
  }
}
