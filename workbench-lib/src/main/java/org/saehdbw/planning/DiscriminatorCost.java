package org.saehdbw.planning;

import java.util.List;
import org.saehdbw.tensors.CostOps;

/**
 * What the update of one discriminator takes, which follows the model's update in every iteration:
 * the updated model encodes or draws faces again, without gradients, then they are judged.
 *
 * @param name the discriminator's part, {@code dis} or {@code D_src}
 * @param parameters its trained values
 * @param stages layer by layer, the model's first; without parameters, which the model's update
 *     counts
 */
public record DiscriminatorCost(String name, long parameters, List<CostOps.Row> stages) {
  private static final String UPDATE = "/update/";

  /** Copies the list. */
  public DiscriminatorCost {
    stages = List.copyOf(stages);
  }

  /**
   * Books the rows of an update under the discriminator's name.
   *
   * @param rows as {@link org.saehdbw.training.steps.CountedStep#rows} returns them
   */
  static DiscriminatorCost of(String name, long parameters, List<CostOps.Row> rows) {
    return new DiscriminatorCost(
        name,
        parameters,
        rows.stream().map(row -> StepCost.renamed(row, name + UPDATE + row.name(), 0)).toList());
  }

  /** Returns the FLOPs of the model's networks, which draw or encode again what is judged. */
  public long drawingFlops() {
    return stages.stream()
        .filter(row -> isLayer(row) && !row.name().startsWith(name + UPDATE + name + "/"))
        .mapToLong(CostOps.Row::flops)
        .sum();
  }

  /** Returns all FLOPs of the update, forward and backward. */
  public long flops() {
    return stages.stream().mapToLong(row -> row.flops() + row.backward().total()).sum();
  }

  /** Returns the bytes that are kept for its gradients, its losses apart. */
  long networkKeptBytes() {
    return stages.stream().filter(this::isLayer).mapToLong(CostOps.Row::keptBytes).sum();
  }

  /** Returns the bytes that are kept for its gradients. */
  public long keptBytes() {
    return stages.stream().mapToLong(CostOps.Row::keptBytes).sum();
  }

  /** Returns the bytes of all results of the stage that has most of them, losses apart. */
  long largestStageBytes() {
    return stages.stream()
        .filter(this::isLayer)
        .mapToLong(CostOps.Row::activationBytes)
        .max()
        .orElse(0);
  }

  private boolean isLayer(CostOps.Row row) {
    return !row.name().startsWith(name + UPDATE + StepCost.LOSSES + "/");
  }
}
