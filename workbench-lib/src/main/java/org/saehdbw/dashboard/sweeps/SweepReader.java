package org.saehdbw.dashboard.sweeps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.SweepState;
import org.saehdbw.experiments.sweeps.results.TrialMatrix;
import org.saehdbw.experiments.sweeps.results.TrialResult;

/**
 * Reads a sweep. Where its experiment cannot be read the ledger alone tells of the trials, so that
 * a broken sweep is shown as far as possible.
 */
final class SweepReader {
  private SweepReader() {}

  static KnownStudy read(StudyFolder study) throws IOException {
    SweepFolder folder = new SweepFolder(study.path());
    SweepLedger ledger = SweepLedger.open(folder);
    SweepState state = ledger.state();
    TrialMatrix matrix = TrialMatrix.of(state);
    List<Map<String, String>> points = matrix.points();
    Json head = new Json().put("remarks", ledger.damage());
    List<String> keys = keys(points);
    List<Map<String, String>> levels = points;
    String problem = "";
    try {
      SweepResults results = SweepResults.open(study.path());
      putExperiment(head, results.experiment());
      keys = results.variedKeys();
      List<Map<String, String>> said = new ArrayList<>();
      for (Map<String, String> point : points) {
        said.add(results.levels(point));
      }
      levels = said;
      head.put("words", state.complete() ? results.words() : List.of());
    } catch (IOException | RuntimeException e) {
      problem = String.valueOf(e.getMessage());
      state.begun().ifPresent(begun -> putBegun(head, begun, matrix.metric()));
    }
    List<KnownTrial> known = matrix.cells().stream().map(SweepReader::known).toList();
    return new KnownStudy(head, keys, levels, known, state.complete(), problem);
  }

  private static List<String> keys(List<Map<String, String>> points) {
    Set<String> keys = new LinkedHashSet<>();
    points.forEach(point -> keys.addAll(point.keySet()));
    return List.copyOf(keys);
  }

  private static void putExperiment(Json head, Experiment experiment) {
    head.put("question", experiment.question())
        .put("base", experiment.base())
        .put("budget", experiment.budget().toString())
        .put("search", experiment.search().text())
        .put("metric", experiment.metric())
        .put("halving", experiment.halving().isPresent());
  }

  private static void putBegun(Json head, SweepEntry.Begun begun, String metric) {
    head.put("base", begun.base())
        .put("budget", begun.budget())
        .put("search", begun.search())
        .put("metric", metric)
        .put("halving", begun.halving() != null);
  }

  private static KnownTrial known(TrialMatrix.Cell cell) {
    Trial trial = cell.trial();
    return new KnownTrial(
        trial.number(),
        trial.label(),
        cell.point(),
        trial.seed(),
        cell.run(),
        cell.result().map(SweepReader::end));
  }

  private static KnownTrial.End end(TrialResult result) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String name : result.figures().keySet()) {
      figures.put(name, result.compared(name));
    }
    for (String name :
        List.of(TrialFigures.TRAIN_SECONDS, TrialFigures.ITERATIONS, TrialFigures.PEAK_MIB)) {
      figures.put(name, result.compared(name));
    }
    figures.put("wall_s", result.wallSeconds());
    return new KnownTrial.End(
        result.status().text(), result.isDone(), result.iterations(), figures, result.message());
  }
}
