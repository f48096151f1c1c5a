package org.saehdbw.planning;

import java.util.List;
import java.util.Locale;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.statistics.Summary;
import org.saehdbw.training.steps.CountedStep;
import org.saehdbw.training.steps.StepMemory;
import org.saehdbw.training.steps.StepPart;

/**
 * Predicts the peak resident memory of a process that trains in 32-bit floats on the CPU by the
 * script interpreter. Of the steps alone: what JVM and engine take, the bytes of weights with
 * gradients and moments, those that the network keeps for its gradients, and those that the losses
 * keep, which are freed before the network's gradients need most; with activation checkpointing the
 * bytes of weights and moments, and the most that the segments hold at once. A whole trainer takes
 * more: for faces, and for the largest stage while held-out faces are drawn; or, if it is more, for
 * the copy of weights and moments that is written while training continues.
 *
 * @param steps coefficients of steps alone
 * @param surplus two coefficients of what a trainer takes more
 * @param offsetMib what this machine takes more than that where both were measured
 * @param margins how far predictions were off
 * @param basis what it was fitted from, in words
 */
public record MemoryModel(
    Steps steps, LinearFit surplus, double offsetMib, Margins margins, String basis) {
  private static final double MIB = 1 << 20;

  /** Weights, gradients and AdaBelief's two moments. */
  static final int ARRAYS_A_WEIGHT = 4;

  /** The same without gradients. */
  private static final int ARRAYS_SAVED = 3;

  /**
   * Coefficients of steps alone, one a term each.
   *
   * @param plain of the whole batch at once, four terms
   * @param pieces two coefficients of what a batch in pieces takes more than one piece of it alone
   * @param segments of steps with activation checkpointing, three terms
   */
  public record Steps(LinearFit plain, LinearFit pieces, LinearFit segments) {
    double peakMib(StepCost cost, StepMemory memory, boolean holdsAll) {
      double[] terms = stepTerms(cost, memory, holdsAll);
      if (memory.checkpointing()) {
        return segments.at(terms);
      }
      return plain.at(terms) + (memory.microBatch() > 0 ? pieces.at(pieceTerms(cost)) : 0);
    }

    int cases() {
      return plain.cases() + pieces.cases() + segments.cases();
    }
  }

  /**
   * The largest errors in percent of what was measured: of the fitted runs, each predicted from the
   * others, and of those that were kept out of the fit.
   *
   * @param step of steps alone
   * @param trainer of whole trainers
   * @param savingStep of steps with micro_batch or activation checkpointing
   * @param savingTrainer of trainers with these
   */
  public record Margins(double step, double trainer, double savingStep, double savingTrainer) {
    double of(StepMemory memory, Kind kind) {
      boolean plain = memory.equals(StepMemory.PLAIN);
      if (kind == Kind.STEP) {
        return plain ? step : savingStep;
      }
      return plain ? trainer : Math.max(trainer, savingTrainer);
    }

    private Margins atLeast(double percent) {
      return new Margins(
          Math.max(step, percent),
          Math.max(trainer, percent),
          Math.max(savingStep, percent),
          Math.max(savingTrainer, percent));
    }
  }

  private static final class Shipped {
    static final MemoryModel MODEL = MemoryFit.of(MeasuredMemory.read());
  }

  /** Returns the model that was fitted from the runs that ship with the workbench. */
  public static MemoryModel shipped() {
    return Shipped.MODEL;
  }

  MemoryModel with(Margins others) {
    return new MemoryModel(steps, surplus, offsetMib, others, basis);
  }

  /**
   * Returns the model moved to a machine where steps were measured; margins are the larger ones of
   * the fit's and of what those steps are still off.
   *
   * @param measured steps, at least one
   */
  MemoryModel movedTo(List<StepMeasurement> measured) {
    double offset =
        Summary.of(
                measured.stream()
                    .mapToDouble(step -> step.peakMib() - peakMib(costOf(step), Kind.STEP)))
            .median();
    double worst = 0;
    for (StepMeasurement step : measured) {
      double error = (peakMib(costOf(step), Kind.STEP) + offset) / step.peakMib() - 1;
      worst = Math.max(worst, 100 * Math.abs(error));
    }
    String words =
        String.format(
            Locale.ROOT,
            "fitted from %d shipped runs and moved by %+.0f MiB to %d runs of this machine",
            steps.cases() + surplus.cases(),
            offset,
            measured.size());
    return new MemoryModel(steps, surplus, offsetMib + offset, margins.atLeast(worst), words);
  }

  /** Predicts a process's peak in MiB, the whole batch at once and activations kept. */
  public double peakMib(StepCost cost, Kind kind) {
    return peakMib(cost, StepMemory.PLAIN, false, kind);
  }

  double peakMib(MeasuredMemory.Run run) {
    return peakMib(run.cost(), run.memory(), false, run.kind());
  }

  private double peakMib(StepCost cost, StepMemory memory, boolean holdsAll, Kind kind) {
    StepMemory used = used(memory, cost.batch());
    double alone = steps.peakMib(cost, used, holdsAll) + offsetMib;
    return kind == Kind.STEP ? alone : alone + surplusMib(cost, kind);
  }

  /** Predicts a process's peak in MiB, with its margin. */
  public Estimate peak(StepCost cost, Kind kind) {
    return peak(cost, StepMemory.PLAIN, false, kind);
  }

  /**
   * Predicts the peak of a process whose steps save memory, with its margin.
   *
   * @param cost of the whole batch
   * @param memory how its steps save memory
   * @param holdsAll whether an update needs all gradients at once, as {@code clipgrad} does
   */
  public Estimate peak(StepCost cost, StepMemory memory, boolean holdsAll, Kind kind) {
    double margin = margins.of(used(memory, cost.batch()), kind);
    return new Estimate(peakMib(cost, memory, holdsAll, kind), margin, basis);
  }

  /** A piece as large as the batch counts as no micro-batch. */
  private static StepMemory used(StepMemory memory, int batch) {
    return memory.samplesAtOnce(batch) < batch ? memory : new StepMemory(0, memory.checkpointing());
  }

  /** Returns how much more a trainer takes than its steps alone, by default, in MiB. */
  public double trainerSurplusMib(StepCost cost) {
    return surplusMib(cost, Kind.TRAINER_BESIDE);
  }

  /** Faces are drawn before the copy is made, so that only the larger of both counts. */
  private double surplusMib(StepCost cost, Kind kind) {
    double drawing = surplus.at(trainerTerms(cost));
    return kind == Kind.TRAINER
        ? drawing
        : Math.max(drawing, surplus.coefficients().get(0) + copyBytes(cost) / MIB);
  }

  /** Returns the bytes of a copy of weights and moments. */
  static double copyBytes(StepCost cost) {
    return (double) ARRAYS_SAVED * Float.BYTES * cost.total().parameters();
  }

  /**
   * Returns the largest batch whose trainer is predicted to stay within a budget, its margin on
   * top, 0 if not even one sample a side does; the whole batch at once and activations kept.
   *
   * @param one the cost of a step of one sample a side
   * @param trainer how it saves
   */
  public int largestBatch(StepCost one, double budgetMib, Kind trainer) {
    double budget = budgetMib / (1 + margins.trainer() / 100);
    double first = peakMib(one, trainer);
    double[] terms = stepTerms(one, StepMemory.PLAIN, false);
    List<Double> each = steps.plain().coefficients();
    double more = each.get(2) * terms[2] + each.get(3) * terms[3];
    return first > budget ? 0 : 1 + (int) ((budget - first) / more);
  }

  private static StepCost costOf(StepMeasurement step) {
    return StepCost.of(step.spec(), step.batch());
  }

  /** What the coefficients of {@link Steps} count, in MiB, the first of them a constant. */
  static double[] stepTerms(StepCost cost, StepMemory memory, boolean holdsAll) {
    StepCost.Part total = cost.total();
    double array = Float.BYTES * total.parameters() / MIB;
    int atOnce = memory.samplesAtOnce(cost.batch());
    if (memory.checkpointing()) {
      long held =
          CountedStep.of(cost.spec(), LossOptions.defaults(), atOnce)
              .checkpointedBytes(StepPart.MODEL, holdsAll || atOnce < cost.batch());
      return new double[] {1, ARRAYS_SAVED * array, held / MIB};
    }
    double part = atOnce / (double) cost.batch() / MIB;
    return new double[] {
      1,
      ARRAYS_A_WEIGHT * array,
      part * cost.networkKeptBytes(),
      part * (total.keptBytes() - cost.networkKeptBytes())
    };
  }

  /** Gradients of all weights are held while the next piece is computed. */
  static double[] pieceTerms(StepCost cost) {
    return new double[] {1, Float.BYTES * cost.total().parameters() / MIB};
  }

  static double[] trainerTerms(StepCost cost) {
    return new double[] {1, cost.previewStageBytes() / MIB};
  }
}
