package org.saehdbw.experiments.sweeps.results;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.Trial;

/**
 * A sweep as its ledger tells it: a row a point, a column a seed, a trial in each cell. Neither the
 * experiment's file nor a run folder is read.
 *
 * @param points the settings of each, as text by key, in the order of the trials
 * @param seeds in the order of the trials
 * @param cells in the order of the trials
 * @param metric the figure that the sweep is about
 */
public record TrialMatrix(
    List<Map<String, String>> points, List<Long> seeds, List<Cell> cells, String metric) {
  /** Copies the lists. */
  public TrialMatrix {
    points = List.copyOf(points);
    seeds = List.copyOf(seeds);
    cells = List.copyOf(cells);
  }

  /**
   * A trial.
   *
   * @param trial its point, seed and number
   * @param point its place in {@link TrialMatrix#points}
   * @param result at the highest rung that it came to; empty before its first one
   */
  public record Cell(Trial trial, int point, Optional<TrialResult> result) {
    /** Returns which run folder is the trial's. */
    public RunOfTrial run() {
      return new RunOfTrial(
          result.flatMap(TrialResult::runFolder).map(run -> String.valueOf(run.getFileName())),
          trial.label() + "-");
    }
  }

  /** Returns the matrix of a ledger. */
  public static TrialMatrix of(SweepState state) {
    Set<Map<String, String>> distinct = new LinkedHashSet<>();
    Set<Long> seeds = new LinkedHashSet<>();
    for (Trial trial : state.trials()) {
      distinct.add(trial.point());
      seeds.add(trial.seed());
    }
    List<Map<String, String>> points = List.copyOf(distinct);
    List<Cell> cells = new ArrayList<>();
    for (Trial trial : state.trials()) {
      cells.add(new Cell(trial, points.indexOf(trial.point()), state.last(trial)));
    }
    String metric =
        state
            .begun()
            .map(SweepEntry.Begun::metric)
            .filter(name -> !name.isEmpty())
            .orElse(Experiment.DEFAULT_METRIC);
    return new TrialMatrix(points, List.copyOf(seeds), cells, metric);
  }

  /** Returns the trial of a point and a seed; empty where a point has fewer seeds. */
  public Optional<Cell> at(int point, long seed) {
    return cells.stream()
        .filter(cell -> cell.point() == point && cell.trial().seed() == seed)
        .findFirst();
  }

  /** Returns the results so far. */
  public List<TrialResult> results() {
    return cells.stream().flatMap(cell -> cell.result().stream()).toList();
  }
}
