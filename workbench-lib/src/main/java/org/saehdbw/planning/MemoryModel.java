package org.saehdbw.planning;

import java.util.List;
import java.util.Locale;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.statistics.Summary;

/**
 * Predicts the peak resident memory of a process that trains in 32-bit floats on the CPU by the
 * script interpreter. Of the steps alone: what JVM and engine take, the bytes of weights with
 * gradients and moments, those that the network keeps for its gradients, and those that the losses
 * keep, which are freed before the network's gradients need most. A whole trainer takes more: for
 * faces, and for the largest stage while held-out faces are drawn; or, if it is more, for the copy
 * of weights and moments that is written while training continues.
 *
 * @param steps four coefficients, one a term of steps alone
 * @param surplus two coefficients of what a trainer takes more
 * @param offsetMib what this machine takes more than that where both were measured
 * @param stepMarginPercent how far steps were off at most: those of the fit, each predicted from
 *     the others, and those that were kept out of it
 * @param trainerMarginPercent how far trainers were off, likewise
 * @param basis what it was fitted from, in words
 */
public record MemoryModel(
    LinearFit steps,
    LinearFit surplus,
    double offsetMib,
    double stepMarginPercent,
    double trainerMarginPercent,
    String basis) {
  private static final double MIB = 1 << 20;

  /** Weights, gradients and AdaBelief's two moments. */
  static final int ARRAYS_A_WEIGHT = 4;

  /** The same without gradients. */
  private static final int ARRAYS_SAVED = 3;

  private static final class Shipped {
    static final MemoryModel MODEL = of(MeasuredMemory.read());
  }

  /** Returns the model that was fitted from the runs that ship with the workbench. */
  public static MemoryModel shipped() {
    return Shipped.MODEL;
  }

  private static MemoryModel of(MeasuredMemory measured) {
    List<MeasuredMemory.Run> steps = fitted(measured, Kind.STEP);
    List<MeasuredMemory.Run> trainers = fitted(measured, Kind.TRAINER);
    LinearFit stepFit =
        LinearFit.of(
            steps.stream().map(run -> stepTerms(run.cost())).toList(),
            steps.stream().map(MeasuredMemory.Run::peakMib).toList());
    double worst = 0;
    for (MeasuredMemory.Run left : trainers) {
      List<MeasuredMemory.Run> others = trainers.stream().filter(run -> run != left).toList();
      double predicted =
          stepFit.at(stepTerms(left.cost()))
              + surplus(stepFit, others).at(trainerTerms(left.cost()));
      worst = Math.max(worst, 100 * Math.abs(predicted / left.peakMib() - 1));
    }
    String basis =
        String.format(
            Locale.ROOT,
            "fitted from %d runs measured on %s; plan --calibrate moves it to this machine",
            steps.size() + trainers.size(),
            measured.machine());
    MemoryModel fit =
        new MemoryModel(
            stepFit, surplus(stepFit, trainers), 0, stepFit.marginPercent(), worst, basis);
    return new MemoryModel(
        fit.steps,
        fit.surplus,
        0,
        Math.max(fit.stepMarginPercent, fit.worstUnseen(measured, Kind.STEP)),
        Math.max(
            fit.trainerMarginPercent,
            Math.max(
                fit.worstUnseen(measured, Kind.TRAINER),
                fit.worstUnseen(measured, Kind.TRAINER_BESIDE))),
        basis);
  }

  private double worstUnseen(MeasuredMemory measured, Kind kind) {
    return measured.runs().stream()
        .filter(run -> !run.fitted() && run.kind() == kind)
        .mapToDouble(run -> 100 * Math.abs(peakMib(run.cost(), kind) / run.peakMib() - 1))
        .max()
        .orElse(0);
  }

  private static List<MeasuredMemory.Run> fitted(MeasuredMemory measured, Kind kind) {
    return measured.runs().stream().filter(run -> run.fitted() && run.kind() == kind).toList();
  }

  /** What trainers took more than their steps are predicted to. */
  private static LinearFit surplus(LinearFit steps, List<MeasuredMemory.Run> trainers) {
    return LinearFit.of(
        trainers.stream().map(run -> trainerTerms(run.cost())).toList(),
        trainers.stream().map(run -> run.peakMib() - steps.at(stepTerms(run.cost()))).toList());
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
                    .mapToDouble(step -> step.peakMib() - steps.at(stepTerms(costOf(step)))))
            .median();
    double worst = 0;
    for (StepMeasurement step : measured) {
      double error = (steps.at(stepTerms(costOf(step))) + offset) / step.peakMib() - 1;
      worst = Math.max(worst, 100 * Math.abs(error));
    }
    String words =
        String.format(
            Locale.ROOT,
            "fitted from %d shipped runs and moved by %+.0f MiB to %d runs of this machine",
            steps.cases() + surplus.cases(),
            offset,
            measured.size());
    return new MemoryModel(
        steps,
        surplus,
        offset,
        Math.max(worst, stepMarginPercent),
        Math.max(worst, trainerMarginPercent),
        words);
  }

  /** Predicts a process's peak in MiB. */
  public double peakMib(StepCost cost, Kind kind) {
    double alone = steps.at(stepTerms(cost)) + offsetMib;
    return kind == Kind.STEP ? alone : alone + surplusMib(cost, kind);
  }

  /** Predicts a process's peak in MiB, with its margin. */
  public Estimate peak(StepCost cost, Kind kind) {
    double margin = kind == Kind.STEP ? stepMarginPercent : trainerMarginPercent;
    return new Estimate(peakMib(cost, kind), margin, basis);
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
   * top, 0 if not even one sample a side does.
   *
   * @param one the cost of a step of one sample a side
   * @param trainer how it saves
   */
  public int largestBatch(StepCost one, double budgetMib, Kind trainer) {
    double budget = budgetMib / (1 + trainerMarginPercent / 100);
    double first = peakMib(one, trainer);
    double[] terms = stepTerms(one);
    double each = steps.coefficients().get(2) * terms[2] + steps.coefficients().get(3) * terms[3];
    return first > budget ? 0 : 1 + (int) ((budget - first) / each);
  }

  private static StepCost costOf(StepMeasurement step) {
    return StepCost.of(step.spec(), step.batch());
  }

  private static double[] stepTerms(StepCost cost) {
    StepCost.Part total = cost.total();
    return new double[] {
      1,
      ARRAYS_A_WEIGHT * Float.BYTES * total.parameters() / MIB,
      cost.networkKeptBytes() / MIB,
      (total.keptBytes() - cost.networkKeptBytes()) / MIB
    };
  }

  private static double[] trainerTerms(StepCost cost) {
    return new double[] {1, cost.previewStageBytes() / MIB};
  }
}
