package org.saehdbw.experiments.sweeps.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.saehdbw.experiments.sweeps.plan.Trial;

/**
 * How far a sweep is: what the lines of its ledger add up to, one line after the other. Safe from
 * several threads.
 */
public final class SweepState {
  private final Path runs;
  private final Map<Integer, Trial> trials = new LinkedHashMap<>();
  private final Map<Integer, TreeMap<Integer, TrialResult>> ended = new LinkedHashMap<>();
  private final Map<Integer, Spent> spent = new LinkedHashMap<>();
  private final Map<Integer, SweepEntry.Promoted> promoted = new LinkedHashMap<>();
  private final TreeMap<Integer, SweepEntry.Look> looks = new TreeMap<>();
  private Optional<SweepEntry.Timeup> timeup = Optional.empty();
  private Optional<SweepEntry.Begun> begun = Optional.empty();
  private boolean complete;

  /**
   * What a trial took so far.
   *
   * @param wallSeconds of all its processes
   * @param trainSeconds of its iterations
   */
  public record Spent(double wallSeconds, double trainSeconds) {
    private static final Spent NOTHING = new Spent(0, 0);
  }

  SweepState(Path runs) {
    this.runs = runs;
  }

  synchronized void add(SweepEntry entry) {
    if (entry instanceof SweepEntry.Begun start) {
      begun = Optional.of(start);
    } else if (entry instanceof SweepEntry.Planned planned) {
      trials.put(planned.trial(), new Trial(planned.trial(), planned.point(), planned.seed()));
      complete = false;
    } else if (entry instanceof SweepEntry.Worked worked) {
      spent.put(worked.trial(), new Spent(worked.wallS(), worked.trainS()));
    } else if (entry instanceof SweepEntry.Ended end) {
      end(end);
    } else if (entry instanceof SweepEntry.Lost lost) {
      complete = false;
      ended.remove(lost.trial());
      spent.remove(lost.trial());
    } else if (entry instanceof SweepEntry.Promoted compared) {
      promoted.put(compared.rung(), compared);
    } else if (entry instanceof SweepEntry.Look look) {
      looks.put(look.look(), look);
      timeup = Optional.empty();
    } else if (entry instanceof SweepEntry.Timeup over) {
      timeup = Optional.of(over);
    } else if (entry instanceof SweepEntry.Complete) {
      complete = true;
    }
    // Started changes nothing: what came of it is told by the lines after it and the run folders.
  }

  private void end(SweepEntry.Ended end) {
    Trial trial = trials.get(end.trial());
    if (trial == null) {
      // The line that planned it is damaged: it is planned again under another number.
      return;
    }
    TrialResult result = end.result(trial, runs);
    ended.computeIfAbsent(end.trial(), n -> new TreeMap<>()).put(end.rung(), result);
    spent.put(end.trial(), new Spent(result.wallSeconds(), result.trainSeconds()));
  }

  /** The entry that has the sweep's base and budget, empty before the start. */
  public synchronized Optional<SweepEntry.Begun> begun() {
    return begun;
  }

  /** All trials in the order of their numbers. */
  public synchronized List<Trial> trials() {
    return List.copyOf(trials.values());
  }

  /** The result that a trial came to at a rung; one that failed before keeps that result. */
  public synchronized Optional<TrialResult> result(Trial trial, int rung) {
    TreeMap<Integer, TrialResult> all = ended.get(trial.number());
    if (all == null) {
      return Optional.empty();
    }
    TrialResult exact = all.get(rung);
    if (exact != null) {
      return Optional.of(exact);
    }
    TrialResult last = all.lastEntry().getValue();
    return all.lastKey() < rung && !last.isDone() ? Optional.of(last) : Optional.empty();
  }

  /** The result at the highest rung that a trial came to. */
  public synchronized Optional<TrialResult> last(Trial trial) {
    return Optional.ofNullable(ended.get(trial.number())).map(all -> all.lastEntry().getValue());
  }

  /**
   * The results of a point's trials at the highest rung that all who came so far came to, so that
   * they had the same budget.
   */
  synchronized List<TrialResult> together(List<Trial> ofPoint) {
    int rung =
        ofPoint.stream()
            .filter(trial -> last(trial).filter(TrialResult::isDone).isPresent())
            .mapToInt(trial -> ended.getOrDefault(trial.number(), new TreeMap<>()).lastKey())
            .min()
            .orElse(Integer.MAX_VALUE);
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : ofPoint) {
      result(trial, rung).ifPresent(results::add);
    }
    return results;
  }

  /** What a trial took so far, nothing before its first process ended. */
  public synchronized Spent spent(Trial trial) {
    return spent.getOrDefault(trial.number(), Spent.NOTHING);
  }

  /** Whether nothing was left to run, and nothing was added or lost since. */
  public synchronized boolean complete() {
    return complete;
  }

  /** The looks at points so far, the first one first. */
  public synchronized List<SweepEntry.Look> looks() {
    return List.copyOf(looks.values());
  }

  /** Why no more seeds were added after the last look, if that was for a lack of time. */
  public synchronized Optional<SweepEntry.Timeup> timeup() {
    return timeup;
  }

  /** The seconds of all trials' processes so far. */
  public synchronized double wallSeconds() {
    return spent.values().stream().mapToDouble(Spent::wallSeconds).sum();
  }

  /** The comparison of points at a rung. */
  public synchronized Optional<SweepEntry.Promoted> promotion(int rung) {
    return Optional.ofNullable(promoted.get(rung));
  }
}
