package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;

/**
 * The work and the bytes of one training step, losses included, from shapes alone: a model's name
 * goes in, nothing is built.
 *
 * @param spec the model
 * @param batch samples a side
 * @param stages layer by layer, in order of use, then the losses of each side
 */
public record StepCost(ModelSpec spec, int batch, List<CostOps.Row> stages) {
  /** The first word of the losses' stages. */
  static final String LOSSES = "losses";

  /** What one part of a model takes, or the losses. */
  public record Part(
      String name,
      long parameters,
      CostOps.Work forward,
      CostOps.Work backward,
      long activationBytes,
      long keptBytes) {
    private Part plus(Part other) {
      return new Part(
          name,
          parameters + other.parameters,
          forward.plus(other.forward),
          backward.plus(other.backward),
          activationBytes + other.activationBytes,
          keptBytes + other.keptBytes);
    }
  }

  /** Copies the list. */
  public StepCost {
    stages = List.copyOf(stages);
  }

  /**
   * Works out the cost of a step with the default losses.
   *
   * @throws IllegalArgumentException if the batch is below 1
   */
  public static StepCost of(ModelSpec spec, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batch);
    }
    CostOps ops = new CostOps();
    Dims pictures = Dims.of(batch, spec.channels(), spec.resolution(), spec.resolution());
    Dims masks = pictures.with(1, 1);
    Network.Pair<Dims> drawn = Network.of(spec).reconstruct(ops, pictures, pictures);
    ReconstructionLoss loss = new ReconstructionLoss(spec.resolution(), LossOptions.defaults());
    var target = new ReconstructionLoss.Target<>(pictures, masks, masks);
    Map<String, Dims> terms = loss.terms(ops, target, drawn.src());
    ops.layer(LOSSES + "/src", ops.concat(List.copyOf(terms.values()), 1));
    List<CostOps.Row> stages = new ArrayList<>(ops.rows());
    // The other side's losses have the same shapes, and their windows take longer to make than all
    // else here.
    stages.add(renamed(stages.get(stages.size() - 1), LOSSES + "/dst"));
    return new StepCost(spec, batch, stages);
  }

  private static CostOps.Row renamed(CostOps.Row row, String name) {
    return new CostOps.Row(
        name,
        row.output(),
        row.parameters(),
        row.forward(),
        row.backward(),
        row.activationBytes(),
        row.keptBytes());
  }

  /** Returns the parts in the order of use, the losses last. */
  public List<Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (CostOps.Row row : stages) {
      String name = row.name().substring(0, row.name().indexOf('/'));
      Part part =
          new Part(
              name,
              row.parameters(),
              row.forward(),
              row.backward(),
              row.activationBytes(),
              row.keptBytes());
      parts.merge(name, part, Part::plus);
    }
    return List.copyOf(parts.values());
  }

  /** Returns the sums over all parts. */
  public Part total() {
    Part none = new Part("all", 0, CostOps.Work.NONE, CostOps.Work.NONE, 0, 0);
    return parts().stream().reduce(none, Part::plus);
  }

  /** Returns the bytes that the network keeps for its gradients, without the losses. */
  public long networkKeptBytes() {
    return parts().stream()
        .filter(part -> !part.name().equals(LOSSES))
        .mapToLong(Part::keptBytes)
        .sum();
  }

  /** Returns the bytes of all results of the stage that has most of them, losses apart. */
  public long largestStageBytes() {
    return stages.stream()
        .filter(row -> !row.name().startsWith(LOSSES))
        .mapToLong(CostOps.Row::activationBytes)
        .max()
        .orElse(0);
  }

  /** Returns the bytes of the batch itself: warped, target and two masks of each side. */
  public long inputBytes() {
    long pixels = (long) spec.resolution() * spec.resolution();
    return 2L * batch * (2L * spec.channels() + 2) * pixels * Float.BYTES;
  }
}
