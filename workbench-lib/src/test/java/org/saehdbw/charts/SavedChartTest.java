package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;

class SavedChartTest {
  @TempDir private Path runs;

  private RunFolder run(double factor) throws IOException {
    RunFolder run = RunFolder.create(runs, "tiny", 1);
    for (int i = 1; i <= 3; i++) {
      run.eventLog()
          .append(EventKind.SAVED, Map.of("iteration", 10 * i, "error", factor / i, "src/mse", 1));
    }
    return run;
  }

  @Test
  void drawsAPointASaveForEachRun() throws IOException {
    Map<String, RunFolder> folders = new LinkedHashMap<>();
    folders.put("ours", run(1));
    folders.put("mine", run(3));
    XYChart chart = (XYChart) SavedChart.of("Error", "error", folders).panels().get(0);
    assertThat(chart.getTitle()).isEqualTo("Error");
    assertThat(chart.getYAxisTitle()).isEqualTo("error");
    assertThat(chart.getSeriesMap().keySet()).containsExactly("ours", "mine");
    assertThat(chart.getSeriesMap().get("mine").getXData()).containsExactly(10, 20, 30);
    assertThat(chart.getSeriesMap().get("mine").getYData()).containsExactly(3, 1.5, 1);
  }

  @Test
  void saysWhichFiguresThereAre() throws IOException {
    Map<String, RunFolder> folders = Map.of("ours", run(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SavedChart.of("Error", "luma", folders))
        .withMessage(
            "ours: the saved events of 0001_tiny_s1 have no figure luma, but error, src/mse");
  }
}
