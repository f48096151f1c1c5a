package org.saehdbw.experiments.sweeps;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.MetricsReader;
import org.saehdbw.runs.MetricsRow;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.statistics.Curve;

/** Figures of a trial's saves over what was spent on them. */
final class SweepCurves {
  private SweepCurves() {}

  /** A figure that is no number, or a run folder that is gone, gives no curve. */
  static Optional<Curve> of(TrialResult result, String figure, Over over) throws IOException {
    if (result.runFolder().isEmpty() || !Files.isDirectory(result.runFolder().get())) {
      return Optional.empty();
    }
    RunFolder run = RunFolder.open(result.runFolder().get());
    TreeMap<Long, Double> values = new TreeMap<>();
    for (Event event : run.events()) {
      if (event.kind() == EventKind.SAVED
          && event.fields().get(figure) instanceof Number value
          && event.fields().get("iteration") instanceof Number iteration
          && Double.isFinite(value.doubleValue())) {
        // A save that was made again after a kill is the same; the later line holds.
        values.put(iteration.longValue(), value.doubleValue());
      }
    }
    values.keySet().removeIf(iteration -> iteration > result.iterations());
    return curve(run, values, over);
  }

  private static Optional<Curve> curve(RunFolder run, Map<Long, Double> values, Over over)
      throws IOException {
    Map<Long, Double> seconds = over == Over.TRAIN_SECONDS ? seconds(run) : Map.of();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Map.Entry<Long, Double> value : values.entrySet()) {
      double place =
          over == Over.ITERATIONS
              ? value.getKey()
              : seconds.getOrDefault(value.getKey(), Double.NaN);
      if (!Double.isNaN(place)) {
        x.add(place);
        y.add(value.getValue());
      }
    }
    return x.isEmpty() ? Optional.empty() : Optional.of(new Curve(array(x), array(y)));
  }

  private static Map<Long, Double> seconds(RunFolder run) throws IOException {
    Map<Long, Double> seconds = new TreeMap<>();
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
