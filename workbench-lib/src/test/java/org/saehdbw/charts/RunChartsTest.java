package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.StageMarks;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;

class RunChartsTest {
  @TempDir Path runs;
  private RunFolder run;

  @BeforeEach
  void makeRun() throws IOException {
    run = RunFolder.create(runs, "tiny", 1);
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (MetricsRow row : Rows.of(30, i -> 1.0 / i)) {
        metrics.write(row);
      }
    }
  }

  @Test
  void readsFiguresAndBatchSizeFromTheFolder() throws IOException {
    SettingsFile.write(run.settingsFile(), Map.of("batch_size", new SettingValue(4, "file")));

    XYChart speed = (XYChart) RunCharts.throughput(run).panels().get(0);
    assertThat(speed.getSeriesMap().get("src and dst pictures").getYData())
        .as("8 pictures in 20 ms")
        .hasSize(30)
        .containsOnly(400);
    XYChart loss = (XYChart) RunCharts.loss(run).panels().get(0);
    assertThat(loss.getSeriesMap().get("src loss, every iteration").getYData()[0]).isEqualTo(1);
  }

  @Test
  void writesBothChartsBesideTheRun() throws IOException {
    SettingsFile.write(run.settingsFile(), Map.of("batch_size", new SettingValue(4, "file")));

    RunCharts.write(run);

    assertThat(run.charts().resolve("loss.png")).isNotEmptyFile();
    assertThat(run.charts().resolve("throughput.png")).isNotEmptyFile();
  }

  @Test
  void marksWhereEachStageStartedLast() throws IOException {
    SettingsFile.write(run.settingsFile(), Map.of("batch_size", new SettingValue(4, "file")));
    BufferedImage plain = RunCharts.loss(run).toImage();
    for (Map<String, Object> start :
        List.<Map<String, Object>>of(
            Map.of("to", "pretrain", "iteration", 0),
            Map.of("to", "warped", "iteration", 8, "from", "pretrain"),
            Map.of("to", "sharp", "iteration", 14, "from", "warped"),
            Map.of("to", "sharp", "iteration", 20, "from", "warped"))) {
      run.eventLog().append(EventKind.STAGE_CHANGED, start);
    }
    assertThat(RunCharts.stageStarts(run.events()))
        .containsExactly(entry("pretrain", 0.0), entry("warped", 8.0), entry("sharp", 20.0));
    BufferedImage marked = RunCharts.loss(run).toImage();
    assertThat(IntStream.range(0, plain.getWidth()).filter(x -> differ(plain, marked, x)).count())
        .as("three lines and three names")
        .isBetween(60L, 300L);
    Path shown = Path.of("target/stage-marks.png");
    ChartFiles.writePng(RunCharts.loss(run), shown);
    assertThat(shown).isNotEmptyFile();
  }

  /** A figure that saves have only from the second stage on. */
  private static BufferedImage marked(Map<String, Double> starts) {
    XYChart late = new XYChart(600, 300);
    late.addSeries("a", new double[] {500, 1000}, new double[] {1, 2});
    late.addAnnotation(new StageMarks(starts));
    return Figure.of(late).toImage();
  }

  @Test
  void theLeftEdgeHasTheNameOfTheStageThatTheChartBeginsIn() {
    BufferedImage all = marked(new TreeMap<>(Map.of("1", 0.0, "2", 250.0, "3", 800.0)));
    BufferedImage shown = marked(new TreeMap<>(Map.of("2", 250.0, "3", 800.0)));
    BufferedImage others = marked(new TreeMap<>(Map.of("1", 250.0, "3", 800.0)));
    assertThat(IntStream.range(0, all.getWidth()).noneMatch(x -> differ(all, shown, x))).isTrue();
    assertThat(IntStream.range(0, all.getWidth()).anyMatch(x -> differ(all, others, x))).isTrue();
  }

  private static boolean differ(BufferedImage a, BufferedImage b, int x) {
    return IntStream.range(0, a.getHeight()).anyMatch(y -> a.getRGB(x, y) != b.getRGB(x, y));
  }

  @Test
  void saysWhichFileLacksTheBatchSize() throws IOException {
    SettingsFile.write(run.settingsFile(), Map.of("seed", new SettingValue(4, "file")));

    assertThatThrownBy(() -> RunCharts.throughput(run))
        .isInstanceOf(IOException.class)
        .hasMessage(run.settingsFile() + ": must name batch_size, a number");
  }
}
