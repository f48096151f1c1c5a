package org.saehdbw.experiments.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a sweep stands, as its ledger tells it. */
final class SweepState {
  private final Map<Integer, Trial> trials = new LinkedHashMap<>();
  private final Map<Integer, TreeMap<Integer, LedgerEntry>> ended = new LinkedHashMap<>();
  private final Map<Integer, List<LedgerEntry>> started = new LinkedHashMap<>();
  private final Map<Integer, LedgerEntry> promoted = new LinkedHashMap<>();
  private Optional<LedgerEntry> begun = Optional.empty();

  private boolean complete;

  private SweepState() {}

  static SweepState of(List<LedgerEntry> entries) {
    SweepState state = new SweepState();
    entries.forEach(state::add);
    return state;
  }

  private void add(LedgerEntry entry) {
    int number = entry.trial();
    switch (entry.kind()) {
      case BEGUN -> begun = Optional.of(entry);
      case PLANNED -> {
        trials.put(number, trial(entry));
        complete = false;
      }
      case STARTED -> started.computeIfAbsent(number, n -> new ArrayList<>()).add(entry);
      case ENDED -> {
        ended.computeIfAbsent(number, n -> new TreeMap<>()).put(entry.rung(), entry);
        started.remove(number);
      }
      case LOST -> {
        complete = false;
        ended.remove(number);
        started.remove(number);
      }
      case PROMOTED -> promoted.put(entry.rung(), entry);
      case COMPLETE -> complete = true;
      default -> throw new IllegalStateException(entry.kind().text());
    }
  }

  private static Trial trial(LedgerEntry entry) {
    Map<String, String> point = new LinkedHashMap<>();
    JsonNode said = entry.fields().path("point");
    said.properties().forEach(e -> point.put(e.getKey(), e.getValue().asText()));
    return new Trial(entry.trial(), point, entry.fields().path("seed").asLong());
  }

  /** The entry that has the sweep's base and budget, empty before it began. */
  Optional<LedgerEntry> begun() {
    return begun;
  }

  /** All trials in the order of their numbers. */
  List<Trial> trials() {
    return List.copyOf(trials.values());
  }

  /** The result that a trial came to at a rung; one that failed before keeps that result. */
  Optional<TrialResult> result(Trial trial, int rung, Path runs) {
    TreeMap<Integer, LedgerEntry> all = ended.get(trial.number());
    if (all == null) {
      return Optional.empty();
    }
    LedgerEntry exact = all.get(rung);
    if (exact != null) {
      return Optional.of(TrialFields.result(trial, exact.fields(), runs));
    }
    TrialResult last = TrialFields.result(trial, all.lastEntry().getValue().fields(), runs);
    return all.lastKey() < rung && !last.isDone() ? Optional.of(last) : Optional.empty();
  }

  /** The result at the highest rung that a trial came to. */
  Optional<TrialResult> last(Trial trial, Path runs) {
    return Optional.ofNullable(ended.get(trial.number()))
        .map(all -> TrialFields.result(trial, all.lastEntry().getValue().fields(), runs));
  }

  /**
   * The results of a point's trials at the highest rung that all who came so far came to, so that
   * they had the same budget.
   */
  List<TrialResult> together(List<Trial> ofPoint, Path runs) {
    int rung =
        ofPoint.stream()
            .filter(trial -> last(trial, runs).filter(TrialResult::isDone).isPresent())
            .mapToInt(trial -> ended.getOrDefault(trial.number(), new TreeMap<>()).lastKey())
            .min()
            .orElse(Integer.MAX_VALUE);
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : ofPoint) {
      result(trial, rung, runs).ifPresent(results::add);
    }
    return results;
  }

  /** When processes of a trial were started that have not come to a result. */
  List<LedgerEntry> started(Trial trial) {
    return started.getOrDefault(trial.number(), List.of());
  }

  /** Wall time of a trial's earlier rungs, in seconds. */
  double wallBefore(Trial trial, Path runs) {
    return last(trial, runs).map(TrialResult::wallSeconds).orElse(0.0);
  }

  /** Whether nothing was left to run, and nothing was added or lost since. */
  boolean complete() {
    return complete;
  }

  /** The comparisons of points by rung. */
  Map<Integer, LedgerEntry> promotions() {
    return promoted;
  }
}
