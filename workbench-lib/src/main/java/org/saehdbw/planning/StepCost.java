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
import org.saehdbw.training.steps.CountedStep;
import org.saehdbw.training.steps.StepPart;

/**
 * The work and the bytes of one training step, losses included, from shapes alone: a model's name
 * goes in, nothing is built.
 *
 * @param spec the model
 * @param batch samples a side
 * @param stages of the model's update: layer by layer, in order of use, with the losses of each
 *     side; then passes of a decoder for styles, and discriminators as they judge the model
 * @param discriminators updates of discriminators, in order
 */
public record StepCost(
    ModelSpec spec, int batch, List<CostOps.Row> stages, List<DiscriminatorCost> discriminators) {
  /** The first word of the losses' stages. */
  static final String LOSSES = "losses";

  /** The first word of the stages in which a decoder draws the swap for styles. */
  static final String STYLES = "styles";

  private static final int FACES_DRAWN_AT_ONCE = 8;

  /**
   * What one part of a model takes, or the losses, a discriminator or styles.
   *
   * @param name such as {@code encoder}, {@code losses}, {@code styles}, {@code dis}, {@code D_src}
   * @param parameters trained values
   * @param forward FLOPs; of a discriminator with those of its own update
   * @param backward FLOPs, likewise
   * @param activationBytes of all results, likewise
   * @param keptBytes of what the model's update keeps for its gradients
   */
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

  /** Copies the lists. */
  public StepCost {
    stages = List.copyOf(stages);
    discriminators = List.copyOf(discriminators);
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
   * Works out the cost of a step with discriminators and styles.
   *
   * @throws IllegalArgumentException if the batch is below 1, or the model cannot be judged so
   */
  public static StepCost of(ModelSpec spec, int batch, CostSettings settings) {
    if (settings.isPlain()) {
      return of(spec, batch);
    }
    CountedStep step = CountedStep.of(spec, settings.losses(spec), batch);
    List<DiscriminatorCost> discriminators = new ArrayList<>();
    for (StepPart part : StepPart.values()) {
      List<Parameter> own = step.discriminators().parameters(part);
      if (!own.isEmpty()) {
        long values = own.stream().mapToLong(parameter -> parameter.dims().count()).sum();
        discriminators.add(DiscriminatorCost.of(own.get(0).part(), values, step.rows(part)));
      }
    }
    List<String> judges = discriminators.stream().map(DiscriminatorCost::name).toList();
    List<CostOps.Row> rows = step.rows(StepPart.MODEL);
    return new StepCost(spec, batch, withStyles(rows, judges), discriminators);
  }

  /** What is drawn after the losses of dst is drawn for styles. */
  private static List<CostOps.Row> withStyles(List<CostOps.Row> rows, List<String> judges) {
    List<CostOps.Row> named = new ArrayList<>();
    boolean drawn = false;
    for (CostOps.Row row : rows) {
      String part = part(row);
      boolean again = drawn && !part.equals(LOSSES) && !judges.contains(part);
      named.add(again ? renamed(row, STYLES + "/" + row.name(), row.parameters()) : row);
      drawn |= row.name().equals(LOSSES + "/dst");
    }
    return named;
  }

  static CostOps.Row renamed(CostOps.Row row, String name, long parameters) {
    return new CostOps.Row(
        name,
        row.output(),
        parameters,
        row.forward(),
        row.backward(),
        row.activationBytes(),
        row.keptBytes());
  }

  private static String part(CostOps.Row row) {
    return row.name().substring(0, row.name().indexOf('/'));
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
    return new StepCost(spec, batch, stages, List.of());
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

  /** Returns the stages of all updates. */
  public List<CostOps.Row> allStages() {
    List<CostOps.Row> all = new ArrayList<>(stages);
    discriminators.forEach(update -> all.addAll(update.stages()));
    return List.copyOf(all);
  }

  /** Returns the parts in the order of use, the losses last. */
  public List<Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    stages.forEach(row -> parts.merge(part(row), part(row, row.keptBytes()), Part::plus));
    for (DiscriminatorCost update : discriminators) {
      update.stages().forEach(row -> parts.merge(part(row), part(row, 0), Part::plus));
    }
    Part losses = parts.remove(LOSSES);
    List<Part> inOrder = new ArrayList<>(parts.values());
    if (losses != null) {
      inOrder.add(losses);
    }
    return List.copyOf(inOrder);
  }

  private static Part part(CostOps.Row row, long keptBytes) {
    return new Part(
        part(row),
        row.parameters(),
        row.forward(),
        row.backward(),
        row.activationBytes(),
        keptBytes);
  }

  /** Returns the sums over all parts. */
  public Part total() {
    Part none = new Part("all", 0, CostOps.Work.NONE, CostOps.Work.NONE, 0, 0);
    return parts().stream().reduce(none, Part::plus);
  }

  /**
   * Returns the bytes that the model's update keeps for its gradients in its networks, without the
   * losses.
   */
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
