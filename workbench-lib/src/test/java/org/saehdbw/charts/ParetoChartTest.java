package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.saehdbw.charts.ParetoChart.Axis;
import org.saehdbw.charts.drawing.Figure;

class ParetoChartTest {
  private static final Axis SPEED = Axis.higherIsBetter("pictures a second");
  private static final Axis ERROR = Axis.lowerIsBetter("luma error (MSE)");

  @Test
  void joinsTheFrontBySteps() {
    Figure figure =
        ParetoChart.of("Quality against throughput", SPEED, ERROR)
            .add("slow and good", 10, 1)
            .add("fast and bad", 30, 4)
            .add("beaten", 5, 3)
            .add("between", 20, 2)
            .figure();

    assertThat(Pictures.panel(figure, 0).getXAxisTitle())
        .isEqualTo("pictures a second, higher is better");
    assertThat(Pictures.panel(figure, 0).getYAxisTitle())
        .isEqualTo("luma error (MSE), lower is better");
    assertThat(Pictures.series(figure, "on the front").getXData()).containsExactly(10, 30, 20);
    assertThat(Pictures.series(figure, "beaten by another").getYData()).containsExactly(3);
    assertThat(Pictures.series(figure, "front").getYData()).containsExactly(1, 2, 2, 4, 4);
    assertThat(Pictures.series(figure, "front").getXData()[1])
        .as("up to error 2 only the slower model is there")
        .isEqualTo(10);
    Pictures.check(figure);
  }

  @Test
  void lowerOnBothAxesStepsTheOtherWay() {
    Figure figure =
        ParetoChart.of(
                "Quality against memory",
                Axis.lowerIsBetter("peak memory (MiB)").onLogarithmicAxis(),
                ERROR.onLogarithmicAxis())
            .epsilon(0.05)
            .add("small", 100, 0.2)
            .add("large", 1000, 0.1)
            .add("as good as small", 101, 0.202)
            .figure();

    assertThat(Pictures.series(figure, "on the front").getXData()).containsExactly(100, 1000, 101);
    assertThat(Pictures.series(figure, "front").getYData())
        .containsExactly(0.2, 0.2, 0.202, 0.202, 0.1);
    assertThat(Pictures.panel(figure, 0).getSeriesMap()).doesNotContainKey("beaten by another");
    Pictures.check(figure);
  }

  @Test
  void oneModelIsDrawn() {
    Pictures.check(ParetoChart.of("one", SPEED, ERROR).add("only", 3, 0).figure());
    Pictures.check(
        ParetoChart.of("one", SPEED.onLogarithmicAxis(), ERROR).add("only", 3, -2).figure());
  }

  @Test
  void refusesWhatHasNoPlace() {
    assertThatThrownBy(() -> ParetoChart.of("", SPEED, ERROR).add("a", Double.NaN, 1))
        .hasMessage(
            "figures must be finite, and above 0 on a logarithmic axis, got NaN and 1.0 for a");
    assertThatThrownBy(() -> ParetoChart.of("", SPEED, ERROR.onLogarithmicAxis()).add("a", 1, 0))
        .hasMessage(
            "figures must be finite, and above 0 on a logarithmic axis, got 1.0 and 0.0 for a");
    assertThatThrownBy(() -> ParetoChart.of("", SPEED, ERROR).figure())
        .hasMessage("a front needs at least one model, got none");
  }
}
