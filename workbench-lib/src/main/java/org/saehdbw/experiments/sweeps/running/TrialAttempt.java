package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.SweepState.Spent;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.results.TrialStatus;
import org.saehdbw.files.LockOwner;
import org.saehdbw.runs.RunFolder;

/**
 * One trial at one rung, process after process until it has a result, is stopped, or has to wait
 * for another machine.
 *
 * <p>Its time is the sum of what its processes took while a driver watched them. What a process did
 * while no driver watched, as the driver was killed, counts with its iterations alone: the time of
 * day in the files may have been set meanwhile.
 */
final class TrialAttempt {
  private final TrialRunner runner;
  private final SweepLedger ledger;
  private final SweepListener listener;
  private final Experiment experiment;
  private final TrialStart start;
  private final Planned planned;
  private final int rung;
  private final BooleanSupplier stop;
  private final BooleanSupplier crowded;
  private final Trial trial;

  private double peakMib = Double.NaN;
  private boolean lost;
  private boolean over;
  private Optional<TrialResult> result = Optional.empty();

  TrialAttempt(
      TrialRunner runner,
      SweepLedger ledger,
      SweepListener listener,
      Experiment experiment,
      TrialStart start,
      BooleanSupplier stop,
      BooleanSupplier crowded) {
    this.runner = runner;
    this.ledger = ledger;
    this.listener = listener;
    this.experiment = experiment;
    this.start = start;
    this.stop = stop;
    this.crowded = crowded;
    planned = start.planned();
    rung = start.rung();
    trial = planned.trial();
  }

  /** Returns the result; empty if it was stopped, works elsewhere, or shall run again later. */
  Optional<TrialResult> run() throws IOException, InterruptedException {
    while (!over) {
      double trainedBefore = TrialReport.trainSeconds(find());
      Optional<TrialProcess.End> end = await();
      if (end.isPresent()) {
        settle(end.get(), trainedBefore);
      }
    }
    return result;
  }

  private Optional<RunFolder> find() throws IOException {
    return runner.find(planned.runName());
  }

  /** Waits for the end of the trial's process; empty where there was none to wait for. */
  private Optional<TrialProcess.End> await() throws IOException, InterruptedException {
    if (start.waiting().filter(WaitingTrial::isWaiting).isPresent()) {
      // It holds its run folder already.
      return Optional.of(runner.start(start, stop));
    }
    Optional<RunFolder> run = find();
    Optional<LockOwner> owner = TrialRunner.owner(run);
    if (owner.isPresent() && !owner.get().isHere()) {
      listener.remarked(
          String.format(
              Locale.ROOT,
              "%s is running in process %d on %s, which finishes it",
              trial.label(),
              owner.get().pid(),
              owner.get().host()));
      over = true;
      return Optional.empty();
    }
    Optional<ProcessHandle> works = owner.flatMap(holder -> ProcessHandle.of(holder.pid()));
    if (works.isPresent()) {
      listener.trialBegan(trial, "is running in process " + works.get().pid());
      return Optional.of(runner.adopt(works.get(), start, stop));
    }
    if (run.isPresent() && TrialRunner.isReached(run.get(), planned.settings())) {
      return Optional.of(TrialProcess.End.BEFORE);
    }
    TrialProcess.End end = runner.start(start, stop);
    // A process that the driver before us had just started was quicker: we watch that one.
    return TrialRunner.owner(find()).isPresent() ? Optional.empty() : Optional.of(end);
  }

  private void settle(TrialProcess.End end, double trainedBefore) throws IOException {
    Optional<RunFolder> run = find();
    if (end.kind() == TrialProcess.End.Kind.ALONE && end.sawFolder() && run.isEmpty()) {
      lose();
      return;
    }
    double peak = end.peakResidentMib();
    peakMib = Double.isNaN(peakMib) ? peak : Math.max(peakMib, peak);
    Spent before = ledger.state().spent(trial);
    double unwatched = Math.max(0, trainedBefore - before.trainSeconds());
    double wall = before.wallSeconds() + unwatched + end.seconds();
    TrialReport report = new TrialReport(run);
    Optional<TrialReport.Ending> ending = report.ending(end, experiment, runner.log(trial));
    if (ending.isPresent() && isCrowded(end, ending.get())) {
      runAgain(wall, run);
      return;
    }
    if (ending.isPresent()) {
      TrialResult found = report.result(trial, ending.get(), wall, peakMib, planned.settings());
      ledger.append(SweepEntry.Ended.of(found, rung));
      result = Optional.of(found);
      over = true;
      return;
    }
    ledger.append(new SweepEntry.Worked(trial.number(), rung, wall, TrialReport.trainSeconds(run)));
    boolean child = end.exitCode().isPresent();
    over = stop.getAsBoolean() || child;
    if (over && !stop.getAsBoolean()) {
      listener.remarked(trial.label() + " was stopped, but not by this sweep");
    }
  }

  /** Out of memory beside others says nothing of a trial, unless it held more than it may. */
  private boolean isCrowded(TrialProcess.End end, TrialReport.Ending ending) {
    return end.kind() == TrialProcess.End.Kind.ALONE
        && ending.status() == TrialStatus.OUT_OF_MEMORY
        && crowded.getAsBoolean();
  }

  private void runAgain(double wall, Optional<RunFolder> run) throws IOException {
    listener.remarked(
        trial.label() + " ran out of memory beside others; it runs again with fewer at once");
    ledger.append(new SweepEntry.Worked(trial.number(), rung, wall, TrialReport.trainSeconds(run)));
    over = true;
  }

  /** A trial whose folder was deleted while it worked says nothing of its point: it runs again. */
  private void lose() throws IOException {
    listener.remarked(trial.label() + " is lost: its run folder was deleted while it worked");
    ledger.append(new SweepEntry.Lost(trial.number(), planned.runName()));
    peakMib = Double.NaN;
    // A rung's trial lost its earlier rungs too: the next start runs them in their order.
    over = lost || rung > 0;
    lost = true;
  }
}
