package org.saehdbw.dashboard.sweeps;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.dashboard.answers.FileStamp;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.queries.RunFacts;

/**
 * One trial as the page shows it.
 *
 * @param stamp what its files looked like when it was read
 * @param state which group of trials it counts in
 * @param json what the page gets
 */
record TrialRow(String stamp, State state, Map<String, Object> json) {
  /** Groups that the page counts. */
  enum State {
    DONE,
    FAILED,
    RUNNING,
    OPEN
  }

  private static final String STATUS = "status";
  private static final String FIGURES = "figures";
  private static final String ITERATION = "iteration";
  private static final String PROGRESS = "progress";

  /**
   * Returns what changes when the trial does.
   *
   * @param driven whether a driver is at work on the sweep
   */
  static String stamp(KnownTrial trial, Optional<RunFolder> run, boolean driven)
      throws IOException {
    if (run.isEmpty()) {
      return driven + " " + trial;
    }
    boolean held = RunLock.holder(run.get()).isPresent();
    return FileStamp.of(run.get().metricsFile(), run.get().eventsFile())
        + held
        + driven
        + trial.end().isPresent();
  }

  /**
   * Reads a trial.
   *
   * @param key the run's name in addresses
   * @param live whether its run folder may tell more than the ledger
   * @param driven whether a driver is at work on the sweep
   */
  static TrialRow read(
      KnownTrial trial,
      Optional<RunFolder> run,
      String key,
      boolean live,
      boolean driven,
      String stamp) {
    Json json =
        new Json()
            .put("number", trial.number())
            .put("label", trial.label())
            .put("point", trial.point())
            .put("seed", trial.seed());
    run.ifPresent(folder -> json.put("run", key).put("run_name", folder.name()));
    Optional<RunFacts> facts = live ? run.map(RunFacts::of) : Optional.empty();
    boolean held = facts.filter(one -> one.summary().status().isHeld()).isPresent();
    State state;
    if (trial.end().isPresent() && !held) {
      state = putEnd(json, trial.end().get());
    } else {
      state = held ? State.RUNNING : State.OPEN;
      json.put(STATUS, status(facts, driven));
      facts.ifPresent(one -> putSoFar(json, one));
    }
    return new TrialRow(
        stamp, state, json.put("state", state.name().toLowerCase(Locale.ROOT)).map());
  }

  private static State putEnd(Json json, KnownTrial.End end) {
    json.put(STATUS, end.status())
        .put(ITERATION, end.iterations())
        .put(FIGURES, floats(end.figures()))
        .put("message", end.message());
    if (end.done()) {
      json.put(PROGRESS, 1.0);
    }
    return end.done() ? State.DONE : State.FAILED;
  }

  private static String status(Optional<RunFacts> facts, boolean driven) {
    RunStatus status = facts.map(one -> one.summary().status()).orElse(RunStatus.INTERRUPTED);
    if (status.isHeld()) {
      return status.text();
    }
    if (driven) {
      return "waiting";
    }
    return facts.isPresent() ? status.text() : "not started";
  }

  /** What a run that is not at its end has come to. */
  private static void putSoFar(Json json, RunFacts facts) {
    long iteration = facts.summary().iteration();
    Map<String, Double> figures = new LinkedHashMap<>(facts.lastSave().byName());
    for (String loss : new String[] {"src_loss", "dst_loss"}) {
      Double value = facts.lastRow().get(loss);
      if (value != null) {
        figures.put(loss, value);
      }
    }
    figures.put(TrialFigures.ITERATIONS, (double) iteration);
    json.put(ITERATION, iteration).put("so_far", true).put(FIGURES, floats(figures));
    SettingValue target = facts.settings().get("target_iter");
    if (target != null && target.value() instanceof Number number && number.longValue() > 0) {
      json.put("target", number.longValue());
      json.put(PROGRESS, Math.min(1.0, (double) iteration / number.longValue()));
    }
  }

  private static Map<String, Object> floats(Map<String, Double> figures) {
    Json json = new Json();
    figures.forEach((name, value) -> json.put(name, value.doubleValue()));
    return json.map();
  }
}
