package org.saehdbw.training.updates;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.onboard.OnboardOptimizer;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;
import org.saehdbw.training.steps.StepResult;

/**
 * Updates a discriminator, by the model as it is.
 *
 * @param model what is judged
 * @param optimizer of the discriminator's weights
 * @param part which discriminator
 */
public record DiscriminatorUpdate(ModelStep model, Optimizer optimizer, StepPart part) {
  /**
   * Makes one update. On a device nothing moves where the loss is NaN or infinite.
   *
   * @return the loss before it, one value a sample, by name
   */
  public Map<String, float[]> make(BatchSide src, BatchSide dst) {
    if (optimizer instanceof OnboardOptimizer onboard) {
      Set<String> all =
          model.discriminators().parameters(part).stream()
              .map(Parameter::name)
              .collect(Collectors.toSet());
      return model.update(part, src, dst, all, onboard).losses().terms();
    }
    StepResult result = model.compute(part, src, dst);
    optimizer.step(Slot.all(model.weights(part), result.gradients()));
    return result.terms();
  }
}
