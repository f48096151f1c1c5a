package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.statistics.Curve;

/** Figures of a trial's saves over what was spent on them. */
final class SweepCurves {
  private static final String ITERATION = "iteration";

  /** What a save tells of itself, not of the model. */
  private static final Set<String> NO_FIGURES = Set.of(ITERATION, "seconds");

  private SweepCurves() {}

  /**
   * The scores of one checkpoint of a trial.
   *
   * @param iteration when
   * @param trainSeconds of iterations until then; NaN where they are not known
   * @param figures what the judge found, finite ones alone
   */
  record CheckpointScores(long iteration, double trainSeconds, Map<String, Double> figures) {
    CheckpointScores {
      figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }
  }

  /**
   * Returns how a figure went; without numbers, or without saves, it is empty.
   *
   * @param saves in the order of iterations
   */
  static Optional<Curve> of(
      List<CheckpointScores> saves, String figure, SweepResults.CurveAxis over) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (CheckpointScores save : saves) {
      double place =
          over == SweepResults.CurveAxis.ITERATIONS ? save.iteration() : save.trainSeconds();
      Double value = save.figures().get(figure);
      if (value != null && !Double.isNaN(place)) {
        x.add(place);
        y.add(value);
      }
    }
    return x.isEmpty() ? Optional.empty() : Optional.of(new Curve(array(x), array(y)));
  }

  /** Returns the judged saves of a trial's run folder, none where it is gone. */
  static List<CheckpointScores> saves(TrialResult result) throws IOException {
    if (result.runFolder().isEmpty() || !Files.isDirectory(result.runFolder().get())) {
      return List.of();
    }
    RunFolder run = RunFolder.open(result.runFolder().get());
    Map<Long, Double> seconds = seconds(run);
    TreeMap<Long, CheckpointScores> saves = new TreeMap<>();
    for (Event event : run.events()) {
      if (event.kind() == EventKind.SAVED
          && event.fields().get(ITERATION) instanceof Number iteration
          && iteration.longValue() <= result.iterations()) {
        long at = iteration.longValue();
        // A save that was made again after a kill is the same; the later line holds.
        saves.put(
            at,
            new CheckpointScores(
                at, seconds.getOrDefault(at, Double.NaN), figures(event.fields())));
      }
    }
    return saves.values().stream().filter(save -> !save.figures().isEmpty()).toList();
  }

  private static Map<String, Double> figures(Map<String, Object> fields) {
    Map<String, Double> figures = new TreeMap<>();
    fields.forEach(
        (name, value) -> {
          if (value instanceof Number number
              && Double.isFinite(number.doubleValue())
              && !NO_FIGURES.contains(name)) {
            figures.put(name, number.doubleValue());
          }
        });
    return figures;
  }

  private static Map<Long, Double> seconds(RunFolder run) throws IOException {
    Map<Long, Double> seconds = new HashMap<>();
    double millis = 0;
    for (MetricsRow row : MetricsReader.readAll(run.metricsFile()).rows()) {
      millis += row.stepMillis();
      seconds.put(row.iteration(), millis / 1e3);
    }
    return seconds;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
