package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.queries.QueriedRuns;

class RunCurvesTest {
  @TempDir private Path folder;

  @Test
  void everyRunWithLossesIsACurveOfEachPanel() throws IOException {
    Map<String, RunFolder> runs = new LinkedHashMap<>();
    runs.put("#1 a", QueriedRuns.make(folder, "a", 0.05, 3));
    runs.put("#2 b", QueriedRuns.make(folder, "b", 0.05, 3));
    runs.put("#3 empty", RunFolder.create(folder, "empty", 1));
    Figure figure = RunCurves.losses(runs);
    assertThat(figure.toString()).isEqualTo("chart: src loss, dst loss");
    XYChart src = (XYChart) figure.panels().get(0);
    assertThat(src.getSeriesMap().keySet()).containsExactly("#1 a", "#2 b");
    XYSeries curve = src.getSeriesMap().get("#1 a");
    assertThat(curve.getXData()).startsWith(1).hasSize(10);
    assertThat(curve.getYData()[0]).isEqualTo(1);
    assertThat(curve.getYData()[9]).isCloseTo(0.1, within(1e-6));
    XYChart dst = (XYChart) figure.panels().get(1);
    assertThat(dst.getSeriesMap().get("#2 b").getYData()[0]).isEqualTo(0.5);
    assertThat(dst.getYAxisTitle()).isEqualTo("dst loss, mean over the batch");
  }

  @Test
  void runsWithoutLossesAreNamed() throws IOException {
    RunFolder run = RunFolder.create(folder, "empty", 1);
    assertThatThrownBy(() -> RunCurves.losses(Map.of("#1 empty", run)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a chart of losses needs a run with a known loss, got #1 empty");
  }
}
