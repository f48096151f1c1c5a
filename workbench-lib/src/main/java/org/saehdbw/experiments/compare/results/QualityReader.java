package org.saehdbw.experiments.compare.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.saehdbw.experiments.compare.plan.QualityMetric;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;

/** Reads a training's quality over iterations and over training time from its run folder. */
final class QualityReader {
  private QualityReader() {}

  /**
   * Returns the judgements in the order of iterations; of one that was made twice, the later.
   *
   * @throws RunException if no judgement has the metric; the message says what they have
   */
  static List<QualityResult.Point> read(Path run, QualityMetric metric) throws IOException {
    RunFolder folder = RunFolder.open(run);
    NavigableMap<Long, Double> values = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (Event event : folder.events()) {
      if (event.kind() != EventKind.SAVED
          || !(event.fields().get("iteration") instanceof Number iteration)) {
        continue;
      }
      if (event.fields().get(metric.key()) instanceof Number value) {
        values.put(iteration.longValue(), value.doubleValue());
      } else {
        others.clear();
        others.addAll(event.fields().keySet());
      }
    }
    if (values.isEmpty()) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "%s: its saved events must have %s, the comparison's quality.metric, got %s",
              run,
              metric.key(),
              others));
    }
    Map<Long, Double> seconds = seconds(folder);
    List<QualityResult.Point> points = new ArrayList<>();
    values.forEach(
        (iteration, value) -> {
          Double spent = seconds.get(iteration);
          if (spent != null) {
            points.add(new QualityResult.Point(iteration, spent, value));
          }
        });
    if (points.isEmpty()) {
      throw new RunException(run + ": its metrics.csv has no row of an iteration that was judged");
    }
    return points;
  }

  /** Training steps until each iteration, in seconds. */
  private static Map<Long, Double> seconds(RunFolder folder) throws IOException {
    Map<Long, Double> seconds = new TreeMap<>();
    double sum = 0;
    for (MetricsRow row : MetricsReader.readAll(folder.metricsFile()).rows()) {
      sum += row.stepMillis() / 1e3;
      seconds.put(row.iteration(), sum);
    }
    return seconds;
  }
}
