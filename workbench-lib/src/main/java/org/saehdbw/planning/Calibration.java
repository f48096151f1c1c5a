package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.tensors.CostOps;

/**
 * How quick a machine is and how much memory it takes: a few small real trainings, and what was
 * fitted from them.
 *
 * @param version of this format, {@value #VERSION}
 * @param machine that it holds for
 * @param precision of the steps' convolutions, {@code float32} or {@code bf16}
 * @param measuredAt when, as ISO 8601
 * @param runs the steps that were made
 * @param stepMillis four coefficients: a step's own, a GFLOP's, a GiB of results', a million
 *     parameters', in milliseconds
 * @param memoryOffsetMib what processes here took more than the shipped fit says, the median
 */
public record Calibration(
    int version,
    Machine machine,
    String precision,
    String measuredAt,
    List<StepMeasurement> runs,
    LinearFit stepMillis,
    double memoryOffsetMib) {
  /** The version that is written and read. */
  public static final int VERSION = 1;

  private static final double GIGA = 1e9;
  private static final double MILLION = 1e6;
  private static final double GIB = 1L << 30;

  /** Copies the list. */
  public Calibration {
    runs = List.copyOf(runs);
  }

  /**
   * Fits a calibration.
   *
   * @param runs steps that were made, at least six
   * @throws IllegalArgumentException if there are too few
   */
  static Calibration of(
      Machine machine, String precision, String measuredAt, List<StepMeasurement> runs) {
    List<double[]> quantities = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    for (StepMeasurement run : runs) {
      quantities.add(quantities(StepCost.of(run.spec(), run.batch())));
      millis.add(run.stepMillis());
    }
    LinearFit fit = LinearFit.of(quantities, millis);
    double offset = MemoryModel.shipped().movedTo(runs).offsetMib();
    return new Calibration(VERSION, machine, precision, measuredAt, runs, fit, offset);
  }

  /** Predicts the wall clock of a step in milliseconds, data loading apart. */
  public Estimate stepMillis(StepCost cost) {
    return new Estimate(
        stepMillis.at(quantities(cost)),
        stepMillis.marginPercent(),
        String.format(
            Locale.ROOT,
            "fitted from %d small trainings on this machine (%s) at %s",
            runs.size(),
            machine,
            measuredAt));
  }

  private static double[] quantities(StepCost cost) {
    StepCost.Part total = cost.total();
    CostOps.Work work = total.forward().plus(total.backward());
    return new double[] {
      1, work.total() / GIGA, total.activationBytes() / GIB, total.parameters() / MILLION
    };
  }
}
