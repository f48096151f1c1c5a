package org.saehdbw.planning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.Discriminators;
import org.saehdbw.training.steps.StepMemory;

/**
 * Makes cost cards, with what is known of this machine. Take one planner for many specs: it reads
 * the calibration once. Any number of threads may use one.
 */
public final class Planner {
  private record Pictures(int resolution, int channels) {}

  private final Precision precision;
  private final MemoryModel memory;
  private final Optional<Calibration> calibration;
  private final String remark;
  private final Map<Pictures, CostOps.Row> losses = new ConcurrentHashMap<>();

  /**
   * Makes a planner.
   *
   * @param precision of the steps' convolutions
   * @param memory predicts the peak resident memory in 32-bit floats
   * @param calibration of this machine, if there is one
   * @param remark why there is none, or empty
   */
  public Planner(
      Precision precision, MemoryModel memory, Optional<Calibration> calibration, String remark) {
    this.precision = precision;
    this.memory = memory;
    this.calibration = calibration;
    this.remark = remark;
  }

  /** Returns what predicts the memory. */
  public MemoryModel memory() {
    return memory;
  }

  /** Returns the calibration of this machine, if there is one. */
  public Optional<Calibration> calibration() {
    return calibration;
  }

  /** Returns why the calibration is missing, or nothing. */
  public String remark() {
    return remark;
  }

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
    return plain(spec, batch, CostSettings.NONE);
  }

  /** Of a step with the default losses. */
  private CostCard plain(ModelSpec spec, int batch, CostSettings settings) {
    StepCost cost = cost(spec, batch);
    MemoryWay way = settings.way();
    Optional<Estimate> peak =
        precision == Precision.FLOAT32
            ? Optional.of(memory.peak(cost, way.step(), false, way.trainer()))
            : Optional.empty();
    boolean timed = way.step().equals(StepMemory.PLAIN);
    return new CostCard(
        spec,
        batch,
        precision,
        cost,
        DiskSize.of(spec, cost.total().parameters(), batch),
        peak,
        calibration.filter(known -> timed).map(known -> known.stepMillis(cost)),
        timed ? remark : "no step with micro_batch or activation_checkpointing was calibrated",
        settings,
        Optional.empty());
  }

  /**
   * Returns a model's card for a step with discriminators, styles and a way to hold memory down.
   * With discriminators or styles it predicts neither memory nor time, since no such step was
   * measured; with {@code micro_batch} or {@code activation_checkpointing} no time.
   *
   * @throws IllegalArgumentException if the batch is below 1, or the model cannot be judged so
   */
  public CostCard card(ModelSpec spec, int batch, CostSettings settings) {
    CostCard plain = plain(spec, batch, settings);
    if (settings.isPlain()) {
      return plain;
    }
    StepCost cost = StepCost.of(spec, batch, settings);
    List<Parameter> judges =
        Discriminators.of(spec, settings.losses(spec).adversaries()).parameters();
    return new CostCard(
        spec,
        batch,
        precision,
        cost,
        DiskSize.of(spec, judges, cost.total().parameters(), batch),
        Optional.empty(),
        Optional.empty(),
        "no step with discriminators or styles was measured",
        settings,
        Optional.of(plain));
  }

  /**
   * Predicts the peak resident memory of a trainer that holds it down in some way, in MiB.
   *
   * @param holdsAll whether an update needs all gradients at once, as {@code clipgrad} does
   * @throws IllegalArgumentException if the batch is below 1, or the precision is not float32:
   *     nothing else was measured
   */
  public Estimate peak(ModelSpec spec, int batch, MemoryWay way, boolean holdsAll) {
    requireFloat32();
    return memory.peak(cost(spec, batch), way.step(), holdsAll, way.trainer());
  }

  /**
   * Returns the largest batch whose trainer is predicted to stay within a budget of resident
   * memory, its margin on top, 0 if none does.
   *
   * @throws IllegalArgumentException if the precision is not float32: nothing else was measured
   */
  public int largestBatch(ModelSpec spec, double budgetMib) {
    return largestBatch(spec, budgetMib, Kind.TRAINER_BESIDE);
  }

  /** Returns the same of a trainer that saves in its own way. */
  public int largestBatch(ModelSpec spec, double budgetMib, Kind trainer) {
    requireFloat32();
    return memory.largestBatch(cost(spec, 1), budgetMib, trainer);
  }

  private void requireFloat32() {
    if (precision != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "memory was measured in float32 only, got precision " + precision.option());
    }
  }

  private StepCost cost(ModelSpec spec, int batch) {
    Pictures pictures = new Pictures(spec.resolution(), spec.channels());
    CostOps.Row known =
        losses.computeIfAbsent(pictures, p -> StepCost.losses(p.resolution(), p.channels()));
    return StepCost.of(spec, batch, known);
  }
}
