package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
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
  void saysWhichFileLacksTheBatchSize() throws IOException {
    SettingsFile.write(run.settingsFile(), Map.of("seed", new SettingValue(4, "file")));

    assertThatThrownBy(() -> RunCharts.throughput(run))
        .isInstanceOf(IOException.class)
        .hasMessage(run.settingsFile() + ": must name batch_size, a number");
  }
}
