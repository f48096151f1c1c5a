package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.planning.MeasuredMemory.Kind;

/**
 * Predicts the peak resident memory of a process that trains in 32-bit floats on the CPU by the
 * script interpreter. Its terms: what JVM and engine take, the bytes of weights with gradients and
 * moments, those that the network keeps for its gradients, those that the losses keep, which are
 * freed before the network's gradients need most; and of a whole trainer what faces and previews
 * take, and a share of the weights.
 *
 * @param fit six coefficients, one a term
 * @param offsetMib what this machine takes more than that where the fit was measured
 * @param marginPercent how far measured runs were off
 * @param basis what it was fitted from, in words
 */
public record MemoryModel(LinearFit fit, double offsetMib, double marginPercent, String basis) {
  private static final double MIB = 1 << 20;

  /** Weights, gradients and AdaBelief's two moments. */
  static final int ARRAYS_A_WEIGHT = 4;

  private static final class Shipped {
    static final MemoryModel MODEL = of(MeasuredMemory.read());
  }

  /** Returns the model that was fitted from the runs that ship with the workbench. */
  public static MemoryModel shipped() {
    return Shipped.MODEL;
  }

  private static MemoryModel of(MeasuredMemory measured) {
    List<double[]> quantities = new ArrayList<>();
    List<Double> peaks = new ArrayList<>();
    for (MeasuredMemory.Run run : measured.runs()) {
      if (run.fitted()) {
        quantities.add(quantities(run.cost(), run.kind()));
        peaks.add(run.peakMib());
      }
    }
    LinearFit fit = LinearFit.of(quantities, peaks);
    String basis =
        "fitted from %d runs measured on %s; plan --calibrate moves it to this machine"
            .formatted(fit.cases(), measured.machine());
    return new MemoryModel(fit, 0, fit.marginPercent(), basis);
  }

  /**
   * Returns the model moved to a machine where steps were measured; its margin is the larger one of
   * the fit's and of what those steps are still off.
   *
   * @param steps measured ones, at least one
   */
  MemoryModel movedTo(List<StepMeasurement> steps) {
    double[] offsets =
        steps.stream()
            .mapToDouble(step -> step.peakMib() - peakMib(costOf(step), Kind.STEP) + offsetMib)
            .sorted()
            .toArray();
    double offset = offsets[offsets.length / 2];
    MemoryModel moved = new MemoryModel(fit, offset, marginPercent, basis);
    double worst = marginPercent;
    for (StepMeasurement step : steps) {
      double error = moved.peakMib(costOf(step), Kind.STEP) / step.peakMib() - 1;
      worst = Math.max(worst, 100 * Math.abs(error));
    }
    String words =
        "fitted from %d shipped runs and moved by %+.0f MiB to %d runs of this machine"
            .formatted(fit.cases(), offset, steps.size());
    return new MemoryModel(fit, offset, worst, words);
  }

  /** Predicts a process's peak in MiB. */
  public double peakMib(StepCost cost, Kind kind) {
    return fit.at(quantities(cost, kind)) + offsetMib;
  }

  /** Predicts a process's peak in MiB, with its margin. */
  public Estimate peak(StepCost cost, Kind kind) {
    return new Estimate(peakMib(cost, kind), marginPercent, basis);
  }

  /** Returns how much more a whole trainer takes than its steps alone, in MiB. */
  public double trainerSurplusMib(StepCost cost) {
    return peakMib(cost, Kind.TRAINER) - peakMib(cost, Kind.STEP);
  }

  /**
   * Returns the largest batch whose trainer is predicted to stay within a budget, 0 if not even one
   * sample a side does.
   *
   * @param one the cost of a step of one sample a side
   */
  public int largestBatch(StepCost one, double budgetMib) {
    double first = peakMib(one, Kind.TRAINER);
    double each =
        fit.coefficients().get(2) * one.networkKeptBytes() / MIB
            + fit.coefficients().get(3) * lossBytes(one) / MIB;
    return first > budgetMib ? 0 : 1 + (int) ((budgetMib - first) / each);
  }

  private static long lossBytes(StepCost cost) {
    return cost.total().keptBytes() - cost.networkKeptBytes();
  }

  private static StepCost costOf(StepMeasurement step) {
    return StepCost.of(step.spec(), step.batch());
  }

  private static double[] quantities(StepCost cost, Kind kind) {
    double weights = ARRAYS_A_WEIGHT * Float.BYTES * cost.total().parameters() / MIB;
    double trainer = kind == Kind.TRAINER ? 1 : 0;
    return new double[] {
      1, weights, cost.networkKeptBytes() / MIB, lossBytes(cost) / MIB, trainer, trainer * weights
    };
  }
}
