package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.Interval;

class BarsAndPointsTest {
  @Test
  void barsReachTheirValueAndCarryTheirInterval() {
    Figure figure =
        IntervalBars.of("Throughput", "pictures a second")
            .add("gray", new Estimate(100, new Interval(97, 104, 0.95), 30))
            .add("a name that is rather long", new Estimate(0, new Interval(-1, 3, 0.95), 30))
            .figure();

    assertThat(Pictures.panel(figure, 0).getXAxisTitle()).isEqualTo("pictures a second");
    assertThat(Pictures.series(figure, "gray").getXData()).containsExactly(0, 100, 100, 0);
    assertThat(Pictures.series(figure, "gray").getYData()).containsExactly(-0.3, -0.3, 0.3, 0.3);
    assertThat(Pictures.series(figure, "gray, interval").getXData())
        .containsExactly(97, 97, 97, 104, 104, 104);
    assertThat(Pictures.series(figure, "a name that is rather long, interval").getXData())
        .as("no bar goes below 0")
        .containsExactly(0, 0, 0, 3, 3, 3);
    assertThat(Pictures.series(figure, "a name that is rather long").getYData())
        .containsExactly(-1.3, -1.3, -0.7, -0.7);
    Pictures.check(figure);
  }

  @Test
  void partsFollowOneAnother() {
    Map<String, Double> gray = new LinkedHashMap<>();
    gray.put("wait", 1.0);
    gray.put("compute", 8.0);
    Map<String, Double> colour = Map.of("compute", 10.0, "transfer", 0.0);
    Figure figure =
        StackedBars.of("Where the time goes", "time of an iteration (ms)")
            .add("gray", gray)
            .add("colour", colour)
            .figure();

    assertThat(Pictures.series(figure, "gray, compute").getXData()).containsExactly(1, 9, 9, 1);
    assertThat(Pictures.series(figure, "colour, compute").getXData()).containsExactly(0, 10, 10, 0);
    assertThat(Pictures.panel(figure, 0).getSeriesMap())
        .containsOnlyKeys("gray, wait", "gray, compute", "colour, compute");
    assertThat(Pictures.series(figure, "gray, compute").getLabel()).isEqualTo("compute");
    assertThat(Pictures.series(figure, "gray, compute").isShowInLegend()).isTrue();
    assertThat(Pictures.series(figure, "colour, compute").isShowInLegend())
        .as("once in the legend")
        .isFalse();
    assertThat(Pictures.series(figure, "gray, compute").getFillColor())
        .isEqualTo(Pictures.series(figure, "colour, compute").getFillColor());
    Pictures.check(figure);
  }

  @Test
  void phasesOfOneThreadHaveOneColour() {
    Figure figure =
        PhaseBars.of("The start", "time (ms)")
            .add("read", "main", 0, 30)
            .add("engine", "loader", 10, 60)
            .add("model", "main", 60, 80)
            .figure();

    assertThat(Pictures.series(figure, "engine").getXData()).containsExactly(10, 60, 60, 10);
    assertThat(Pictures.series(figure, "engine").getYData())
        .containsExactly(-1.32, -1.32, -1 + 0.32, -1 + 0.32);
    assertThat(Pictures.panel(figure, 0).getSeriesMap())
        .containsOnlyKeys("read", "engine", "model");
    assertThat(Pictures.series(figure, "read").getLabel()).isEqualTo("main");
    assertThat(Pictures.series(figure, "read").isShowInLegend()).isTrue();
    assertThat(Pictures.series(figure, "model").isShowInLegend()).as("once").isFalse();
    assertThat(Pictures.series(figure, "model").getFillColor())
        .isEqualTo(Pictures.series(figure, "read").getFillColor())
        .isNotEqualTo(Pictures.series(figure, "engine").getFillColor());
    assertThat(Pictures.panel(figure, 0).getXAxisTitle()).isEqualTo("time (ms)");
    Pictures.check(figure);
  }

  @Test
  void everySeedIsAPointAndFiveHaveAnInterval() {
    Figure figure =
        SeedStrip.of("Held-out error", "luma error (MSE)")
            .add("three", 1, 2, 6)
            .add("five", 1, 2, 3, 4, 5)
            .figure();

    assertThat(Pictures.panel(figure, 0).getSeriesMap())
        .containsOnlyKeys("three, mean", "three", "five, interval", "five, mean", "five");
    assertThat(Pictures.series(figure, "three").getXData()).containsExactly(1, 2, 6);
    assertThat(Pictures.series(figure, "three, mean").getXData()).containsExactly(3, 3);
    XYSeries interval = Pictures.series(figure, "five, interval");
    assertThat(interval.getXData()[0]).isCloseTo(3 - 2.776445105 * Math.sqrt(0.5), within(1e-8));
    Pictures.check(figure);
  }

  @Test
  void oneArmAndManyArmsAreDrawn() {
    Pictures.check(SeedStrip.of("one", "value").add("a", 5).figure());
    Pictures.check(
        IntervalBars.of("none", "value")
            .add("a", new Estimate(0, new Interval(0, 0, 0.95), 5))
            .figure());
    StackedBars many = StackedBars.of("many", "value");
    for (int i = 0; i < 24; i++) {
      many.add("arm " + i, Map.of("part", (double) i));
    }
    Pictures.check(many.figure());
  }

  @Test
  void refusesWhatIsNoBar() {
    assertThatThrownBy(
            () -> IntervalBars.of("", "").add("a", new Estimate(-1, new Interval(-2, 0, 0.9), 1)))
        .hasMessage("a bar must be 0 or more, got -1.0 for a");
    assertThatThrownBy(() -> IntervalBars.of("", "").figure())
        .hasMessage("a chart of bars needs at least one arm, got none");
    assertThatThrownBy(() -> StackedBars.of("", "").add("a", Map.of("p", Double.NaN)))
        .hasMessage("a part must be 0 or more and finite, got NaN for p of a");
    assertThatThrownBy(() -> PhaseBars.of("", "").add("a", "main", 2, 1))
        .hasMessage("a phase must begin at 0 or later and not after its end, got 2.0 to 1.0 for a");
    assertThatThrownBy(() -> PhaseBars.of("", "").add("a", "x", 0, 1).add("a", "y", 1, 2))
        .hasMessage("phases must have different names, got two named a");
    assertThatThrownBy(() -> PhaseBars.of("", "").figure())
        .hasMessage("a chart of phases needs at least one phase, got none");
    assertThatThrownBy(() -> SeedStrip.of("", "").add("a"))
        .hasMessage("an arm must have at least one value, all finite, got [] for a");
    assertThatThrownBy(() -> SeedStrip.of("", "").add("a", 1).add("a", 2))
        .hasMessage("arms must have different names, got two named a");
  }
}
