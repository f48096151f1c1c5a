package org.saehdbw.training.memory;

import java.util.List;
import java.util.Optional;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.planning.StepCost;
import org.saehdbw.training.devices.CardNeeds;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * What a run takes of a card, from shapes alone: weights, moments, gradients, one batch, and what
 * the model's update keeps for its gradients. Nothing of it was measured on a card; what PyTorch
 * and its convolutions take besides is not in it, so that it is a lower bound.
 */
public final class CardMemory {
  private CardMemory() {}

  /** Returns what the stages of a run need of a card. */
  public static CardNeeds needs(List<TrainingPlan> plans) {
    Optional<String> refusal = Optional.empty();
    long most = 0;
    for (TrainingPlan plan : plans) {
      refusal = refusal.or(() -> StepOptions.refusalOfCard(plan.settings()));
      most = Math.max(most, bytes(plan));
    }
    return new CardNeeds(refusal, most >> 20);
  }

  private static long bytes(TrainingPlan plan) {
    StepCost cost = StepCost.of(plan.spec(), plan.samples().batch().batchSize());
    StepCost.Part all = cost.total();
    int moments = plan.settings().get(OptimizerOptions.ADABELIEF) ? 2 : 1;
    long arrays = 2L + moments;
    return arrays * Float.BYTES * all.parameters() + cost.inputBytes() + all.keptBytes();
  }
}
