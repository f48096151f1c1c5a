package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.runs.metrics.MetricsRow;

class ThroughputChartTest {
  @Test
  void countsPicturesOfBothSidesASecond() {
    XYChart speed = (XYChart) ThroughputChart.of(Rows.of(4, i -> 1), 16).panels().get(0);

    assertThat(speed.getYAxisTitle()).isEqualTo("pictures a second");
    assertThat(speed.getXAxisTitle()).isEqualTo("iteration");
    assertThat(speed.getSeriesMap())
        .containsOnlyKeys("src and dst pictures, every iteration", "src and dst pictures");
    assertThat(speed.getSeriesMap().get("src and dst pictures").getYData())
        .as("16 pictures in 20 ms")
        .containsOnly(800);
  }

  @Test
  void setsWaitingBesideTheWholeIteration() {
    XYChart time = (XYChart) ThroughputChart.of(Rows.of(4, i -> 1), 16).panels().get(1);

    assertThat(time.getYAxisTitle()).isEqualTo("time (ms)");
    assertThat(time.getSeriesMap().get("whole iteration").getYData()).containsOnly(20);
    assertThat(time.getSeriesMap().get("waiting for data").getYData()).containsOnly(5);
  }

  @Test
  void oneLongPauseDoesNotFlattenTheRest() {
    List<MetricsRow> rows = new ArrayList<>(Rows.of(200, i -> 1));
    rows.set(100, new MetricsRow(101, 1003, 5000, 5, 1, 1, 1, Rows.STAGES));
    XYChart time = (XYChart) ThroughputChart.of(rows, 16).panels().get(1);

    assertThat(time.getStyler().getYAxisMax()).isEqualTo(25);
    assertThat(time.getSeriesMap().get("whole iteration").getYData()).containsOnly(20);
  }

  @Test
  void drawsEmptyAxesBeforeTheFirstIteration() {
    Figure figure = ThroughputChart.of(List.of(), 16);

    assertThat(figure.toImage().getHeight()).isEqualTo(580);
  }
}
