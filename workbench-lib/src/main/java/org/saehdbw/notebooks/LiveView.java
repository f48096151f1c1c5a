package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.LossChart;
import org.saehdbw.charts.MemoryChart;
import org.saehdbw.charts.RunCharts;
import org.saehdbw.charts.ThroughputChart;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTable;

/**
 * Outputs of a cell that follow a run folder: a line of text, charts of losses, held-out faces,
 * speed and memory, and a preview.
 */
final class LiveView {
  /** What a run is doing while a trainer works on it. */
  static final String TRAINING = "training";

  private final RunFolder run;
  private final Outputs outputs;
  private final MetricsReader reader;
  private final List<MetricsRow> rows = new ArrayList<>();
  private final String line;
  private final String loss;
  private final String heldOut;
  private final String speed;
  private final String memory;
  private final String preview;
  private final LiveMeters meters;
  private int picturesPerIteration;
  private @Nullable Path newest;

  LiveView(RunFolder run, Outputs outputs) {
    this.run = run;
    this.outputs = outputs;
    reader = new MetricsReader(run.metricsFile());
    meters = new LiveMeters(run);
    line = outputs.add(Html.paragraph(run.name() + ": waiting for the first iteration"));
    loss = outputs.add(Html.paragraph(""));
    heldOut = outputs.add(Html.paragraph(""));
    speed = outputs.add(Html.paragraph(""));
    memory = outputs.add(Html.paragraph(""));
    preview = outputs.add(Html.paragraph(""));
  }

  /** Returns the last iteration that was drawn, 0 before the first. */
  long iteration() {
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).iteration();
  }

  /**
   * Reads what is new and replaces the outputs that it changes.
   *
   * @param state what the run is doing, in a word
   */
  void refresh(String state) throws IOException {
    MetricsTable news = reader.poll();
    if (news.restarted()) {
      rows.clear();
      meters.restart();
    }
    rows.addAll(news.rows());
    if (!news.rows().isEmpty()) {
      refreshCharts(news.rows(), run.events());
    }
    say(state);
    refreshPreview();
  }

  private void refreshCharts(List<MetricsRow> news, List<Event> events) throws IOException {
    meters.add(news, rows, events);
    if (picturesPerIteration == 0) {
      picturesPerIteration = RunCharts.picturesPerIteration(run);
    }
    outputs.update(loss, RunCharts.marked(events, LossChart.of(rows)));
    RunCharts.heldOut(events).ifPresent(chart -> outputs.update(heldOut, chart));
    outputs.update(speed, ThroughputChart.of(rows, picturesPerIteration));
    MemoryChart.of(rows).ifPresent(chart -> outputs.update(memory, chart));
  }

  /** Replaces the line of text alone. */
  void say(String state) {
    outputs.update(line, Html.paragraph(run.name() + ": " + state + progress(state)));
  }

  private String progress(String state) {
    if (rows.isEmpty()) {
      return "";
    }
    MetricsRow last = rows.get(rows.size() - 1);
    String speed = meters.text(state.equals(TRAINING));
    return String.format(
        Locale.ROOT,
        ", iteration %,d%s, loss src %.4f, dst %.4f%s",
        last.iteration(),
        meters.ofIterations(),
        last.srcLoss(),
        last.dstLoss(),
        speed.isEmpty() ? "" : ", " + speed);
  }

  private void refreshPreview() throws IOException {
    List<Path> files = run.previewFiles();
    Optional<Path> last =
        files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
    if (last.isPresent() && !last.get().equals(newest) && Files.isReadable(last.get())) {
      newest = last.get();
      outputs.update(preview, ImageIO.read(newest.toFile()));
    }
  }
}
