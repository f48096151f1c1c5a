package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.layers.Face;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;

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

  private static final int FACES_DRAWN_AT_ONCE = 8;

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
    return of(spec, batch, losses(spec.resolution(), spec.channels()));
  }

  /**
   * Works out the cost of a step whose losses are known already.
   *
   * @param losses of one side's one sample, as {@link #losses} gives them
   */
  static StepCost of(ModelSpec spec, int batch, CostOps.Row losses) {
    List<CostOps.Row> stages = new ArrayList<>(ModelCost.of(spec, atLeastOne(batch)).rows());
    for (String side : List.of("/src", "/dst")) {
      stages.add(times(losses, batch, LOSSES + side));
    }
    return new StepCost(spec, batch, stages);
  }

  /**
   * Works out the cost of the default losses of one sample of one side: the same for all models of
   * a resolution and channels, and longer to find than all else here.
   */
  static CostOps.Row losses(int resolution, int channels) {
    CostOps ops = new CostOps();
    Dims picture = Dims.of(1, channels, resolution, resolution);
    Dims mask = picture.with(1, 1);
    // What the network drew: arrays that gradients flow to, and that it keeps itself.
    Face<Dims> drawn = new Face<>(drawn(ops, "picture", picture), drawn(ops, "mask", mask));
    ReconstructionLoss loss = new ReconstructionLoss(resolution, LossOptions.defaults());
    Map<String, Dims> terms =
        loss.terms(ops, new ReconstructionLoss.Target<>(picture, mask, mask), drawn);
    ops.layer(LOSSES + "/side", ops.concat(List.copyOf(terms.values()), 1));
    return ops.rows().get(0);
  }

  private static Dims drawn(CostOps ops, String name, Dims dims) {
    return ops.parameter(new Parameter(LOSSES + "/" + name, dims, Parameter.Kind.BIAS));
  }

  private static int atLeastOne(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batch);
    }
    return batch;
  }

  private static CostOps.Row times(CostOps.Row one, int batch, String name) {
    return new CostOps.Row(
        name,
        one.output().with(0, batch),
        0,
        times(one.forward(), batch),
        times(one.backward(), batch),
        batch * one.activationBytes(),
        batch * one.keptBytes());
  }

  private static CostOps.Work times(CostOps.Work one, int batch) {
    return new CostOps.Work(batch * one.convolution(), batch * one.dense());
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

  /**
   * Returns the bytes of the largest stage's results when held-out faces are drawn for previews and
   * judged, eight at a time: source, destination and swap, the last of which LIAE sends through one
   * decoder with the others.
   */
  public long previewStageBytes() {
    return stages.stream()
        .filter(row -> !row.name().startsWith(LOSSES))
        .mapToLong(row -> row.activationBytes() * (row.name().startsWith("decoder/") ? 3 : 2) / 2)
        .map(bytes -> bytes * FACES_DRAWN_AT_ONCE / batch)
        .max()
        .orElse(0);
  }

  /** Returns the bytes of the batch itself: warped, target and two masks of each side. */
  public long inputBytes() {
    long pixels = (long) spec.resolution() * spec.resolution();
    return 2L * batch * (2L * spec.channels() + 2) * pixels * Float.BYTES;
  }
}
