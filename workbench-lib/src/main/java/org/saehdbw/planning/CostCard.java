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
 */
public record CostCard(
    ModelSpec spec,
    int batch,
    Precision precision,
    StepCost cost,
    DiskSize disk,
    Optional<Estimate> peakResidentMib,
    Optional<Estimate> stepMillis,
    String remark) {
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
    return Planner.here(precision).card(spec, samples);
  }

  /** Returns the card for another precision. */
  public CostCard precision(Precision wanted) {
    return Planner.here(wanted).card(spec, batch);
  }

  /** Returns the parts of the model, the losses last. */
  public List<StepCost.Part> parts() {
    return cost.parts();
  }

  /** Returns the number of trained values. */
  public long parameters() {
    return cost.total().parameters();
  }

  /** Returns the FLOPs of a step, forward and backward, losses included. */
  public CostOps.Work work() {
    StepCost.Part total = cost.total();
    return total.forward().plus(total.backward());
  }

  /** Returns the bytes of the weights. */
  public long weightBytes() {
    return Float.BYTES * parameters();
  }

  /** Returns the bytes of the gradients. */
  public long gradientBytes() {
    return weightBytes();
  }

  /** Returns the bytes of AdaBelief's two moments. */
  public long optimizerBytes() {
    return 2 * weightBytes();
  }

  /**
   * Returns the bytes of what the forward pass keeps for the gradients; in bf16 convolutions' half.
   */
  public long keptBytes() {
    long all = cost.total().keptBytes();
    return precision == Precision.BF16 ? all - cost.networkKeptBytes() / 2 : all;
  }

  /**
   * Returns the bytes that a card must hold at least: weights, gradients, moments, the batch, what
   * is kept, and the largest stage while it computes. Counted, not measured on any card; a driver's
   * own part and what an allocator loses come on top.
   */
  public long deviceBytes() {
    long stage = cost.largestStageBytes() / (precision == Precision.BF16 ? 2 : 1);
    return weightBytes()
        + gradientBytes()
        + optimizerBytes()
        + cost.inputBytes()
        + keptBytes()
        + stage;
  }

  /** Returns {@link #deviceBytes} in MiB. */
  public double deviceMib() {
    return deviceBytes() / MIB;
  }

  /** Returns the largest batch whose {@link #deviceBytes} stay within a budget, 0 if none does. */
  public int largestDeviceBatch(double budgetMib) {
    long fixed = 4 * weightBytes();
    double each = (deviceBytes() - fixed) / (double) batch;
    return Math.max(0, (int) ((budgetMib * MIB - fixed) / each));
  }
}
