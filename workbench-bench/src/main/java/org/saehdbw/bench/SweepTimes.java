package org.saehdbw.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.TrialResult;

/**
 * The same trials by the sweep's own choice and one by one.
 *
 * @param beside side by side
 * @param alone one by one, each with all cores
 * @param same whether a trial of {@code beside} has the weights of the same trial trained alone
 */
record SweepTimes(Sweep beside, Sweep alone, boolean same) {
  /** What is aimed at for the overhead of a trial, in seconds. */
  static final double OVERHEAD_GOAL = 1;

  /**
   * A sweep that was run.
   *
   * @param wallSeconds from its plan to its last result
   * @param threads of each trial
   * @param atOnce how many trials ran at once
   * @param trials the results, all done
   */
  record Sweep(double wallSeconds, int threads, int atOnce, List<TrialResult> trials) {
    /** Copies the list. */
    Sweep {
      trials = List.copyOf(trials);
    }
  }

  /** What a trial's process took besides iterations and saves, in seconds. */
  static double overhead(TrialResult trial) {
    return trial.wallSeconds() - trial.trainSeconds() - saving(trial);
  }

  private static double saving(TrialResult trial) {
    return trial.figure(TrialFigures.SAVE_SECONDS);
  }

  /** The sweep as a whole, then a trial of it; the other figure is the one of one by one. */
  List<BenchRow> rows() {
    double seconds = beside.wallSeconds();
    double holds = same ? 1 : 0;
    return List.of(
        new BenchRow(
            "sweep wall, " + beside.atOnce() + " at once over one by one",
            seconds,
            "s",
            seconds,
            seconds,
            OptionalDouble.of(alone.wallSeconds()),
            OptionalDouble.of(seconds / alone.wallSeconds())),
        withoutRatio(pair("overhead of a trial", SweepTimes::overhead)),
        pair("training of a trial", TrialResult::trainSeconds),
        pair("saving of a trial", SweepTimes::saving),
        pair("process of a trial, whole", TrialResult::wallSeconds),
        BenchRow.alone("weights are the same bytes", holds, "yes", holds, holds));
  }

  /** One that another trial hid is near 0, and a ratio to that says nothing. */
  private static BenchRow withoutRatio(BenchRow row) {
    return new BenchRow(
        row.name(),
        row.value(),
        row.unit(),
        row.low(),
        row.high(),
        row.baseline(),
        OptionalDouble.empty());
  }

  private BenchRow pair(String name, ToDoubleFunction<TrialResult> figure) {
    return Pairs.row(
        name,
        "s",
        beside.trials().stream().mapToDouble(figure).toArray(),
        alone.trials().stream().mapToDouble(figure).toArray());
  }
}
