package org.saehdbw.planning;

import java.util.Optional;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.tensors.Precision;

/**
 * Makes cost cards, with what is known of this machine. Take one planner for many specs: it reads
 * the calibration once.
 *
 * @param precision of the steps' convolutions
 * @param memory predicts the peak resident memory in 32-bit floats
 * @param calibration of this machine, if there is one
 * @param remark why there is none, or empty
 */
public record Planner(
    Precision precision, MemoryModel memory, Optional<Calibration> calibration, String remark) {
  /** Returns a planner for this machine in 32-bit floats. */
  public static Planner here() {
    return here(Precision.FLOAT32);
  }

  /** Returns a planner for this machine. */
  public static Planner here(Precision precision) {
    return of(precision, CalibrationFile.standard());
  }

  /** Returns a planner that looks for the calibration elsewhere. */
  public static Planner of(Precision precision, CalibrationFile file) {
    CalibrationFile.Found found = file.read(precision);
    MemoryModel memory =
        found
            .calibration()
            .filter(calibration -> precision == Precision.FLOAT32)
            .map(calibration -> MemoryModel.shipped().movedTo(calibration.runs()))
            .orElseGet(MemoryModel::shipped);
    return new Planner(precision, memory, found.calibration(), found.remark());
  }

  /**
   * Returns a model's card.
   *
   * @throws IllegalArgumentException if the batch is below 1
   */
  public CostCard card(ModelSpec spec, int batch) {
    StepCost cost = StepCost.of(spec, batch);
    Optional<Estimate> peak =
        precision == Precision.FLOAT32
            ? Optional.of(memory.peak(cost, Kind.TRAINER))
            : Optional.empty();
    return new CostCard(
        spec,
        batch,
        precision,
        cost,
        DiskSize.of(spec, cost.total().parameters(), batch),
        peak,
        calibration.map(known -> known.stepMillis(cost)),
        remark);
  }

  /**
   * Returns the largest batch whose trainer is predicted to stay within a budget of resident
   * memory, 0 if none does.
   *
   * @throws IllegalArgumentException if the precision is not float32: nothing else was measured
   */
  public int largestBatch(ModelSpec spec, double budgetMib) {
    if (precision != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "memory was measured in float32 only, got precision " + precision.option());
    }
    return memory.largestBatch(StepCost.of(spec, 1), budgetMib);
  }
}
