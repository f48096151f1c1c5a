package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.runs.RunException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** A sweep's results as tables with units in the column names. */
final class SweepTables {
  private SweepTables() {}

  /** One row a trial. */
  static Table trials(SweepResults sweep) {
    List<TrialResult> results = sweep.results();
    List<Column<?>> columns = new ArrayList<>();
    columns.add(
        IntColumn.create("trial", results.stream().mapToInt(r -> r.trial().number()).toArray()));
    for (String key : keys(results.stream().map(r -> r.trial().point().keySet()).toList())) {
      columns.add(
          StringColumn.create(
              key, results.stream().map(r -> r.trial().point().getOrDefault(key, ""))));
    }
    columns.add(LongColumn.create("seed", results.stream().mapToLong(r -> r.trial().seed())));
    columns.add(StringColumn.create("status", results.stream().map(r -> r.status().text())));
    columns.add(
        LongColumn.create("iterations", results.stream().mapToLong(TrialResult::iterations)));
    columns.add(numbers("train_s", results.stream().map(TrialResult::trainSeconds).toList()));
    columns.add(numbers("wall_s", results.stream().map(TrialResult::wallSeconds).toList()));
    columns.add(
        numbers("peak_resident_mib", results.stream().map(TrialResult::peakResidentMib).toList()));
    for (String figure : keys(results.stream().map(r -> r.figures().keySet()).toList())) {
      columns.add(numbers(figure, results.stream().map(r -> r.figure(figure)).toList()));
    }
    columns.add(
        StringColumn.create(
            "run",
            results.stream()
                .map(r -> r.runFolder().map(run -> "runs/" + run.getFileName()).orElse(""))));
    columns.add(StringColumn.create("message", results.stream().map(TrialResult::message)));
    return Table.create("trials", columns);
  }

  /** One row a point, the best first. */
  static Table points(SweepResults sweep) {
    String metric = sweep.metric();
    List<PointResult> points = sweep.ranked();
    List<Column<?>> columns = new ArrayList<>();
    for (String key : keys(points.stream().map(p -> p.point().keySet()).toList())) {
      columns.add(
          StringColumn.create(key, points.stream().map(p -> p.point().getOrDefault(key, ""))));
    }
    columns.add(
        IntColumn.create("seeds", points.stream().mapToInt(p -> p.done().size()).toArray()));
    columns.add(
        IntColumn.create(
            "not done",
            points.stream().mapToInt(p -> p.results().size() - p.done().size()).toArray()));
    columns.add(numbers(metric, points.stream().map(p -> p.mean(metric)).toList()));
    columns.add(
        numbers(
            metric + " low",
            points.stream()
                .map(p -> p.interval(metric).map(i -> i.low()).orElse(Double.NaN))
                .toList()));
    columns.add(
        numbers(
            metric + " high",
            points.stream()
                .map(p -> p.interval(metric).map(i -> i.high()).orElse(Double.NaN))
                .toList()));
    columns.add(
        numbers("iterations", points.stream().map(p -> p.mean(TrialFigures.ITERATIONS)).toList()));
    if (!sweep.rungs().isEmpty()) {
      columns.add(IntColumn.create("rung", points.stream().mapToInt(sweep::rung).toArray()));
    }
    columns.add(
        numbers(
            TrialFigures.STEP_MILLIS,
            points.stream().map(p -> p.mean(TrialFigures.STEP_MILLIS)).toList()));
    columns.add(
        numbers(
            TrialFigures.SAMPLES_PER_SECOND,
            points.stream().map(p -> p.mean(TrialFigures.SAMPLES_PER_SECOND)).toList()));
    columns.add(
        numbers(
            TrialFigures.PEAK_MIB,
            points.stream().map(p -> p.mean(TrialFigures.PEAK_MIB)).toList()));
    return Table.create(sweep.folder().name(), columns);
  }

  static void writeTrials(SweepResults sweep) throws IOException {
    Path file = sweep.folder().trialsFile();
    StringWriter text = new StringWriter();
    try {
      trials(sweep).write().usingOptions(CsvWriteOptions.builder(text).build());
    } catch (RuntimeException e) {
      throw new RunException(file + ": could not be written", e);
    }
    AtomicFile.write(file, text.toString());
  }

  /** One row a point: how it came to where it ended. */
  static Table progress(SweepProgress progress) {
    List<PointProgress> points = progress.points();
    return Table.create(
        "on the way",
        StringColumn.create("point", points.stream().map(p -> p.point().text())),
        numbers(
            "mean over training", points.stream().map(PointProgress::meanOverTraining).toList()),
        numbers(
            String.format(Locale.ROOT, "s to %.5f", progress.level()),
            points.stream()
                .map(PointProgress::medianSeconds)
                .map(seconds -> Double.isInfinite(seconds) ? Double.NaN : seconds)
                .toList()),
        StringColumn.create(
            "reached by",
            points.stream().map(p -> p.reached() + " of " + p.secondsToLevel().size())));
  }

  private static DoubleColumn numbers(String name, List<Double> values) {
    return DoubleColumn.create(name, values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Set<String> keys(List<Set<String>> each) {
    Set<String> keys = new LinkedHashSet<>();
    each.forEach(keys::addAll);
    return keys;
  }
}
