package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;

@Timeout(60)
class LiveTest {
  @TempDir Path runs;
  private RunFolder run;
  private final Recorded outputs = new Recorded();

  @BeforeEach
  void makeRun() throws IOException {
    run = RunFolder.create(runs, "tiny", 1);
    SettingsFile.write(run.settingsFile(), Map.of("batch_size", new SettingValue(4, "file")));
  }

  @Test
  void replacesItsOutputsInPlace() throws IOException {
    LiveView view = new LiveView(run, outputs);
    assertThat(outputs.values).hasSize(6);
    assertThat(outputs.line()).contains(run.name() + ": waiting for the first iteration");

    train(1, 20);
    ImageIO.write(
        new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB),
        "png",
        run.preview(20, "faces").toFile());
    view.refresh("training");

    assertThat(outputs.values).hasSize(6);
    assertThat(outputs.line())
        .contains(
            run.name()
                + ": training, iteration 20, loss src 0.0500, dst 0.0250, 20.0 ms an iteration");
    assertThat(outputs.at(1)).isInstanceOf(Figure.class);
    assertThat(outputs.at(2)).as("no save was judged").isInstanceOf(Html.class);
    assertThat(((Figure) outputs.at(3)).panels()).hasSize(2);
    assertThat(outputs.at(4)).as("memory was not measured").isInstanceOf(Html.class);
    assertThat(((BufferedImage) outputs.at(5)).getWidth()).isEqualTo(8);
    assertThat(view.iteration()).isEqualTo(20);
  }

  @Test
  void drawsHeldOutFacesAndMemoryWhereTheyWereMeasured() throws IOException {
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      metrics.write(new MetricsRow(1, 1001, 20, 5, 1f, 0.5f, 1, StageTimes.UNKNOWN, 400, 512.25));
    }
    save(1, 0.2, 0.1);
    LiveView view = new LiveView(run, outputs);
    view.refresh("training");

    XYChart errors = (XYChart) ((Figure) outputs.at(2)).panels().get(0);
    assertThat(errors.getSeriesMap().keySet())
        .as("the mean face of dst was not judged")
        .containsExactlyInAnyOrder("src", "src, points", "src, mean face", "dst", "dst, points");
    assertThat(errors.getSeriesMap().get("dst").getYData()).containsExactly(0.1);
    XYChart memory = (XYChart) ((Figure) outputs.at(4)).panels().get(0);
    assertThat(memory.getSeriesMap().get("resident memory").getYData()).containsExactly(512.25);
  }

  private void save(int iteration, double src, double dst) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("iteration", iteration);
    fields.put("held_out_src_error", src);
    fields.put("held_out_dst_error", dst);
    fields.put("mean_face_src_error", 0.3);
    run.eventLog().append(EventKind.SAVED, fields);
  }

  @Test
  void drawsNothingAnewWhenNothingCame() throws IOException {
    train(1, 3);
    LiveView view = new LiveView(run, outputs);
    view.refresh("training");
    Object chart = outputs.at(1);
    view.refresh("training");

    assertThat(outputs.at(1)).isSameAs(chart);
  }

  @Test
  void endsWithTheRun() throws IOException {
    train(1, 5);
    run.eventLog().append(EventKind.STARTED, Map.of());
    run.eventLog().append(EventKind.STOPPED, Map.of("reason", "finished"));

    Live.of(run, () -> false).follow(new LiveView(run, outputs));

    assertThat(outputs.line()).contains(": finished, iteration 5,");
  }

  @Test
  void endsAtTheAskedIterationWhileTheRunGoesOn() throws IOException {
    train(1, 5);

    Live.of(run, () -> true).until(5).follow(new LiveView(run, outputs));

    assertThat(outputs.line()).contains(": training, iteration 5,");
  }

  @Test
  void anInterruptEndsTheViewAlone() throws IOException {
    train(1, 5);
    Thread.currentThread().interrupt();

    Live.of(run, () -> true).follow(new LiveView(run, outputs));

    assertThat(outputs.line()).contains(": no longer watched here, it continues");
    assertThat(Thread.interrupted()).as("the cell ends in order").isFalse();
  }

  private void train(int from, int to) throws IOException {
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (int i = from; i <= to; i++) {
        metrics.write(new MetricsRow(i, 1000 + i, 20, 5, 1f / i, 0.5f / i, 1, StageTimes.UNKNOWN));
      }
    }
  }

  /** Keeps the last value of each output. */
  private static final class Recorded implements Outputs {
    private final Map<String, Object> values = new LinkedHashMap<>();

    @Override
    public String add(Object value) {
      String name = "output" + values.size();
      values.put(name, value);
      return name;
    }

    @Override
    public void update(String name, Object value) {
      values.replace(name, value);
    }

    Object at(int index) {
      return List.copyOf(values.values()).get(index);
    }

    String line() {
      return ((Html) at(0)).text();
    }
  }
}
