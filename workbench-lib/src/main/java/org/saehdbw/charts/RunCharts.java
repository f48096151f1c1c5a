package org.saehdbw.charts;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.StageMarks;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;

/** A run's charts, drawn from the files in its folder, whether its trainer is running or not. */
public final class RunCharts {
  private static final int SIDES = 2;

  private RunCharts() {}

  /** Draws the losses so far. */
  public static Figure loss(RunFolder run) throws IOException {
    return marked(run, LossChart.of(MetricsReader.readAll(run.metricsFile()).rows()));
  }

  /** Draws pictures a second and milliseconds an iteration so far. */
  public static Figure throughput(RunFolder run) throws IOException {
    return marked(
        run,
        ThroughputChart.of(
            MetricsReader.readAll(run.metricsFile()).rows(), picturesPerIteration(run)));
  }

  /** Draws where the time of an iteration went so far. */
  public static Figure stages(RunFolder run) throws IOException {
    return marked(run, StageChart.of(MetricsReader.readAll(run.metricsFile()).rows()));
  }

  /**
   * Writes {@code loss.png}, {@code throughput.png} and {@code stages.png} into the run's folder of
   * charts.
   */
  public static void write(RunFolder run) throws IOException {
    List<MetricsRow> rows = MetricsReader.readAll(run.metricsFile()).rows();
    ChartFiles.writePng(marked(run, LossChart.of(rows)), run.charts().resolve("loss.png"));
    ChartFiles.writePng(
        marked(run, ThroughputChart.of(rows, picturesPerIteration(run))),
        run.charts().resolve("throughput.png"));
    ChartFiles.writePng(marked(run, StageChart.of(rows)), run.charts().resolve("stages.png"));
  }

  /**
   * Marks where the stages of a run's schedule start, in every panel over iterations.
   *
   * @return the figure itself
   */
  public static Figure marked(RunFolder run, Figure figure) throws IOException {
    Map<String, Double> starts = stageStarts(run);
    if (!starts.isEmpty()) {
      for (Chart<?, ?> panel : figure.panels()) {
        panel.addAnnotation(new StageMarks(starts));
      }
    }
    return figure;
  }

  /** The iteration before each stage's first one, by its name; the last start of each counts. */
  static Map<String, Double> stageStarts(RunFolder run) throws IOException {
    Map<String, Double> starts = new LinkedHashMap<>();
    for (Event event : run.events()) {
      if (event.kind() == EventKind.STAGE_CHANGED
          && event.fields().get("iteration") instanceof Number iteration
          && event.fields().get("to") instanceof String name) {
        starts.remove(name);
        starts.put(name, iteration.doubleValue());
      }
    }
    return starts;
  }

  /**
   * Returns how many pictures of both sides an iteration takes in.
   *
   * @throws IOException if the settings cannot be read or name no batch size
   */
  public static int picturesPerIteration(RunFolder run) throws IOException {
    SettingValue batch = SettingsFile.read(run.settingsFile()).get("batch_size");
    if (batch == null || !(batch.value() instanceof Number size)) {
      throw new IOException(run.settingsFile() + ": must name batch_size, a number");
    }
    return SIDES * size.intValue();
  }
}
