package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;

class StageChartTest {
  @Test
  void showsTheTrainersPartsAndTheLoadersStages() {
    Figure figure = StageChart.of(Rows.of(40, i -> 1));
    XYChart trainer = (XYChart) figure.panels().get(0);
    assertThat(trainer.getSeriesMap().keySet())
        .containsExactly("compute", "optimizer", "wait for data", "copy");
    assertThat(trainer.getSeriesMap().get("compute").getYData()).containsOnly(12);
    assertThat(trainer.getSeriesMap().get("wait for data").getYData()).containsOnly(5);
    XYChart loader = (XYChart) figure.panels().get(1);
    assertThat(loader.getSeriesMap().keySet())
        .containsExactly("decode", "gray", "transfer", "warp", "masks", "assemble");
    assertThat(loader.getSeriesMap().get("masks").getYData()).containsOnly(5);
    assertThat(loader.getYAxisTitle()).isEqualTo("time of a sample (ms)");
    assertThat(figure.toImage().getWidth()).isEqualTo(figure.width());
  }

  @Test
  void rowsThatNobodyMeasuredAreLeftOut() {
    MetricsRow old = new MetricsRow(1, 1000, 20, 5, 1, 1, 1, StageTimes.UNKNOWN);
    XYChart trainer = (XYChart) StageChart.of(List.of(old)).panels().get(0);
    assertThat(trainer.getSeriesMap()).isEmpty();
  }
}
