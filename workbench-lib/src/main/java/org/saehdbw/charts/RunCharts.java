package org.saehdbw.charts;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.saehdbw.runs.queries.SavedFigures;

/** A run's charts, drawn from the files in its folder, whether its trainer is running or not. */
public final class RunCharts {
  private static final int SIDES = 2;

  private RunCharts() {}

  /** Draws the losses so far. */
  public static Figure loss(RunFolder run) throws IOException {
    return marked(run.events(), LossChart.of(rows(run)));
  }

  /** Draws pictures a second and milliseconds an iteration so far. */
  public static Figure throughput(RunFolder run) throws IOException {
    return marked(run.events(), ThroughputChart.of(rows(run), picturesPerIteration(run)));
  }

  /** Draws where the time of an iteration went so far. */
  public static Figure stages(RunFolder run) throws IOException {
    return marked(run.events(), StageChart.of(rows(run)));
  }

  /** Draws the errors of held-out faces so far; empty where no save was judged. */
  public static Optional<Figure> heldOut(RunFolder run) throws IOException {
    return heldOut(run.events());
  }

  /** Draws the errors of held-out faces in a run's events; empty where no save was judged. */
  public static Optional<Figure> heldOut(List<Event> events) {
    return HeldOutChart.of(SavedFigures.history(events)).map(figure -> marked(events, figure));
  }

  /** Draws the trainer's memory so far; empty where it was never measured. */
  public static Optional<Figure> memory(RunFolder run) throws IOException {
    List<Event> events = run.events();
    return MemoryChart.of(rows(run)).map(figure -> marked(events, figure));
  }

  private static List<MetricsRow> rows(RunFolder run) throws IOException {
    return MetricsReader.readAll(run.metricsFile()).rows();
  }

  /**
   * Writes {@code loss.png}, {@code throughput.png} and {@code stages.png} into the run's folder of
   * charts, and {@code held_out.png} where held-out faces were judged.
   */
  public static void write(RunFolder run) throws IOException {
    for (Map.Entry<String, Figure> figure : figures(run, rows(run), run.events()).entrySet()) {
      ChartFiles.writePng(figure.getValue(), run.charts().resolve(figure.getKey() + ".png"));
    }
  }

  /**
   * Draws every chart that the run has figures for: {@code loss}, {@code throughput}, {@code
   * stages}, {@code held_out} and {@code memory}.
   *
   * @return the charts by these names
   */
  public static Map<String, Figure> all(RunFolder run) throws IOException {
    List<MetricsRow> rows = rows(run);
    List<Event> events = run.events();
    Map<String, Figure> figures = figures(run, rows, events);
    MemoryChart.of(rows).ifPresent(figure -> figures.put("memory", marked(events, figure)));
    return figures;
  }

  private static Map<String, Figure> figures(
      RunFolder run, List<MetricsRow> rows, List<Event> events) throws IOException {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("loss", marked(events, LossChart.of(rows)));
    figures.put("throughput", marked(events, ThroughputChart.of(rows, picturesPerIteration(run))));
    figures.put("stages", marked(events, StageChart.of(rows)));
    heldOut(events).ifPresent(figure -> figures.put("held_out", figure));
    return figures;
  }

  /**
   * Marks where the stages of a run's schedule start, in every panel over iterations.
   *
   * @return the figure itself
   */
  public static Figure marked(RunFolder run, Figure figure) throws IOException {
    return marked(run.events(), figure);
  }

  /**
   * Marks where the stages of a run's schedule start, in every panel over iterations.
   *
   * @param events of the run
   * @return the figure itself
   */
  public static Figure marked(List<Event> events, Figure figure) {
    Map<String, Double> starts = stageStarts(events);
    if (!starts.isEmpty()) {
      for (Chart<?, ?> panel : figure.panels()) {
        panel.addAnnotation(new StageMarks(starts));
      }
    }
    return figure;
  }

  /** The iteration before each stage's first one, by its name; the last start of each counts. */
  static Map<String, Double> stageStarts(List<Event> events) {
    Map<String, Double> starts = new LinkedHashMap<>();
    for (Event event : events) {
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
