package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;

class LossChartTest {
  @Test
  void drawsEveryLossAndItsTrendForBothSides() {
    XYChart chart = chart(LossChart.of(Rows.of(3, i -> 4 - i)));

    assertThat(chart.getSeriesMap())
        .containsOnlyKeys(
            "src loss, every iteration", "src loss", "dst loss, every iteration", "dst loss");
    XYSeries src = chart.getSeriesMap().get("src loss, every iteration");
    assertThat(src.getXData()).containsExactly(1, 2, 3.01);
    assertThat(src.getYData()).containsExactly(3, 2, 1);
    assertThat(src.isShowInLegend()).isFalse();
    XYSeries dst = chart.getSeriesMap().get("dst loss");
    assertThat(dst.getYData()).containsExactly(1.5, 1, 0.5);
    assertThat(dst.isShowInLegend()).isTrue();
  }

  @Test
  void namesAxesWithTheirUnits() {
    XYChart chart = chart(LossChart.of(Rows.of(2, i -> 1)));

    assertThat(chart.getTitle()).isEqualTo("Loss");
    assertThat(chart.getXAxisTitle()).isEqualTo("iteration");
    assertThat(chart.getYAxisTitle()).isEqualTo("loss, mean over the batch");
  }

  @Test
  void turnsLogarithmicOnlyWhenTheLossFellFar() {
    assertThat(chart(LossChart.of(Rows.of(100, i -> 2.0 / i))).getStyler().isYAxisLogarithmic())
        .isTrue();
    assertThat(
            chart(LossChart.of(Rows.of(100, i -> 2 - i / 100.0))).getStyler().isYAxisLogarithmic())
        .isFalse();
    assertThat(chart(LossChart.of(Rows.of(100, i -> i - 1))).getStyler().isYAxisLogarithmic())
        .as("a loss of zero has no logarithm")
        .isFalse();
  }

  @Test
  void thinsLongRunsButKeepsTheLastIteration() {
    XYSeries src =
        chart(LossChart.of(Rows.of(50_000, i -> 1)))
            .getSeriesMap()
            .get("src loss, every iteration");

    assertThat(src.getXData()).hasSize(1000).startsWith(1).endsWith(50_000.01);
  }

  @Test
  void drawsEmptyAxesBeforeTheFirstIteration() {
    Figure figure = LossChart.of(List.of());

    assertThat(chart(figure).getSeriesMap()).isEmpty();
    assertThat(figure.toImage().getWidth()).isEqualTo(860);
  }

  private static XYChart chart(Figure figure) {
    return (XYChart) figure.panels().get(0);
  }
}
