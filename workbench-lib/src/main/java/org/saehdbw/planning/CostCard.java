package org.saehdbw.planning;

import java.util.List;
import java.util.Optional;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Precision;

/**
 * What a model costs to train with AdaBelief, known before it is built: from its short name alone.
 * {@code CostCard.of(spec).batch(8)}.
 *
 * @param spec the model
 * @param batch samples a side of a step
 * @param precision of convolutions
 * @param cost work and bytes stage by stage, exact
 * @param disk sizes on disk
 * @param peakResidentMib what a trainer on the CPU holds at most, predicted; empty in bf16, which
 *     was not measured
 * @param stepMillis a step's wall clock without loading, predicted; empty without a calibration of
 *     this machine
 * @param remark why the time is missing, or empty
 * @param settings discriminators and styles of the step; with them neither memory nor time is
 *     predicted, since no such step was measured
 * @param plain the card without them, if there are any
 */
public record CostCard(
    ModelSpec spec,
    int batch,
    Precision precision,
    StepCost cost,
    DiskSize disk,
    Optional<Estimate> peakResidentMib,
    Optional<Estimate> stepMillis,
    String remark,
    CostSettings settings,
    Optional<CostCard> plain) {
  private static final double MIB = 1 << 20;

  /** Returns a model's card for one sample a side, in 32-bit floats, on this machine. */
  public static CostCard of(ModelSpec spec) {
    return Planner.here().card(spec, 1);
  }

  /**
   * Returns the card for another batch.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public CostCard batch(int samples) {
    return Planner.here(precision).card(spec, samples, settings);
  }

  /** Returns the card for another precision. */
  public CostCard precision(Precision wanted) {
    return Planner.here(wanted).card(spec, batch, settings);
  }

  /**
   * Returns the card for a step with discriminators and styles.
   *
   * @throws IllegalArgumentException if the model cannot be judged so
   */
  public CostCard settings(CostSettings others) {
    return Planner.here(precision).card(spec, batch, others);
  }

  /** Returns the parts of the model, then styles and discriminators, the losses last. */
  public List<StepCost.Part> parts() {
    return cost.parts();
  }

  /** Returns the number of trained values. */
  public long parameters() {
    return cost.total().parameters();
  }

  /** Returns the FLOPs of a step, forward and backward, losses and all updates included. */
  public CostOps.Work work() {
    StepCost.Part total = cost.total();
    return total.forward().plus(total.backward());
  }

  /** Returns the bytes of the weights. */
  public long weightBytes() {
    return Float.BYTES * parameters();
  }

  /** Returns the bytes of the gradients of the update that has most of them. */
  public long gradientBytes() {
    long model = parameters();
    long most = 0;
    for (DiscriminatorCost update : cost.discriminators()) {
      model -= update.parameters();
      most = Math.max(most, update.parameters());
    }
    return Float.BYTES * Math.max(model, most);
  }

  /** Returns the bytes of AdaBelief's two moments. */
  public long optimizerBytes() {
    return 2 * weightBytes();
  }

  /**
   * Returns the bytes of what the forward pass keeps for the gradients; in bf16 convolutions' half.
   * Of several updates it is that which keeps most.
   */
  public long keptBytes() {
    long most = kept(cost.total().keptBytes(), cost.networkKeptBytes());
    for (DiscriminatorCost update : cost.discriminators()) {
      most = Math.max(most, kept(update.keptBytes(), update.networkKeptBytes()));
    }
    return most;
  }

  private long kept(long all, long ofNetworks) {
    return precision == Precision.BF16 ? all - ofNetworks / 2 : all;
  }

  private long heldAtOnce(long all, long ofNetworks, long stage) {
    return kept(all, ofNetworks) + stage / (precision == Precision.BF16 ? 2 : 1);
  }

  /** Returns the bytes of the copy that is written while training continues. */
  public long copyBytes() {
    return weightBytes() + optimizerBytes();
  }

  /** Returns the bytes of weights, gradients and moments, which are the same for any batch. */
  public long fixedBytes() {
    return weightBytes() + gradientBytes() + optimizerBytes();
  }

  /**
   * Returns the bytes that a card must hold at least: weights, gradients, moments, the batch, what
   * is kept, and the largest stage while it computes. Counted, not measured on any card; a driver's
   * own part and what an allocator loses come on top. Updates follow one another, so the one that
   * holds most counts.
   */
  public long deviceBytes() {
    long most =
        heldAtOnce(cost.total().keptBytes(), cost.networkKeptBytes(), cost.largestStageBytes());
    for (DiscriminatorCost update : cost.discriminators()) {
      most =
          Math.max(
              most,
              heldAtOnce(
                  update.keptBytes(), update.networkKeptBytes(), update.largestStageBytes()));
    }
    return fixedBytes() + cost.inputBytes() + most;
  }

  /** Returns {@link #deviceBytes} in MiB. */
  public double deviceMib() {
    return deviceBytes() / MIB;
  }

  /** Returns the largest batch whose {@link #deviceBytes} stay within a budget, 0 if none does. */
  public int largestDeviceBatch(double budgetMib) {
    long fixed = fixedBytes();
    double each = (deviceBytes() - fixed) / (double) batch;
    return Math.max(0, (int) ((budgetMib * MIB - fixed) / each));
  }
}
