package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.planning.MeasuredMemory.Run;

/** Fits a {@link MemoryModel} from measured runs, and says how far it is off. */
final class MemoryFit {
  private static final Predicate<Run> CHECKPOINTED = run -> run.memory().checkpointing();
  private static final Predicate<Run> IN_PIECES = CHECKPOINTED.or(Run::isPlain).negate();
  private static final Function<StepCost, double[]> PIECE = MemoryModel::pieceTerms;
  private static final Function<StepCost, double[]> TRAINER = MemoryModel::trainerTerms;

  private final MeasuredMemory measured;

  private MemoryFit(MeasuredMemory measured) {
    this.measured = measured;
  }

  /** Fits a model, with the margins of all runs, also of those that it is not fitted from. */
  static MemoryModel of(MeasuredMemory measured) {
    return new MemoryFit(measured).model();
  }

  private MemoryModel model() {
    LinearFit steps = steps(fitted(Kind.STEP, Run::isPlain));
    LinearFit segments = steps(fitted(Kind.STEP, CHECKPOINTED));
    List<Run> pieces = fitted(Kind.STEP, IN_PIECES);
    List<Run> trainers = fitted(Kind.TRAINER, Run::isPlain);
    MemoryModel fit =
        new MemoryModel(
            new MemoryModel.Steps(steps, more(steps, pieces, PIECE), segments),
            more(steps, trainers, TRAINER),
            0,
            new MemoryModel.Margins(0, 0, 0, 0),
            basis(steps.cases() + segments.cases() + pieces.size() + trainers.size()));
    Predicate<Run> saving = CHECKPOINTED.or(IN_PIECES);
    return fit.with(
        new MemoryModel.Margins(
            Math.max(steps.marginPercent(), worst(fit, Run::isPlain, true)),
            Math.max(worstLeftOut(steps, trainers, TRAINER), worst(fit, Run::isPlain, false)),
            Math.max(
                Math.max(segments.marginPercent(), worstLeftOut(steps, pieces, PIECE)),
                worst(fit, saving, true)),
            worst(fit, saving, false)));
  }

  private String basis(int runs) {
    String machines =
        measured.runs().stream()
            .filter(Run::fitted)
            .map(measured::machineOf)
            .distinct()
            .collect(Collectors.joining(" and "));
    return String.format(
        Locale.ROOT,
        "fitted from %d runs measured on %s; plan --calibrate moves it to this machine",
        runs,
        machines);
  }

  /** The largest error of runs that nothing was fitted from, in percent. */
  private double worst(MemoryModel fit, Predicate<Run> which, boolean steps) {
    return measured.runs().stream()
        .filter(run -> !run.fitted() && steps == (run.kind() == Kind.STEP))
        .filter(which)
        .mapToDouble(run -> 100 * Math.abs(fit.peakMib(run) / run.peakMib() - 1))
        .max()
        .orElse(0);
  }

  private List<Run> fitted(Kind kind, Predicate<Run> which) {
    return measured.runs().stream()
        .filter(run -> run.fitted() && run.kind() == kind)
        .filter(which)
        .toList();
  }

  private static LinearFit steps(List<Run> runs) {
    List<double[]> terms = new ArrayList<>();
    runs.forEach(run -> terms.add(MemoryModel.stepTerms(run.cost(), run.memory(), false)));
    return LinearFit.of(terms, runs.stream().map(Run::peakMib).toList());
  }

  /** What runs took more than their steps are predicted to. */
  private static LinearFit more(
      LinearFit steps, List<Run> runs, Function<StepCost, double[]> terms) {
    return LinearFit.of(
        runs.stream().map(run -> terms.apply(run.cost())).toList(),
        runs.stream().map(run -> run.peakMib() - alone(steps, run)).toList());
  }

  private static double alone(LinearFit steps, Run run) {
    return steps.at(MemoryModel.stepTerms(run.cost(), run.memory(), false));
  }

  /** The largest error of runs that are predicted from the others each, in percent. */
  private static double worstLeftOut(
      LinearFit steps, List<Run> runs, Function<StepCost, double[]> terms) {
    double worst = 0;
    for (Run left : runs) {
      List<Run> others = runs.stream().filter(run -> run != left).toList();
      double predicted =
          alone(steps, left) + more(steps, others, terms).at(terms.apply(left.cost()));
      worst = Math.max(worst, 100 * Math.abs(predicted / left.peakMib() - 1));
    }
    return worst;
  }
}
