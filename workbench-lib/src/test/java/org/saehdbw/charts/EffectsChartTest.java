package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;

class EffectsChartTest {
  private static final List<String> KEYS = List.of("ae_dims", "ct_mode");

  /** Value: dims, plus 10 with lct, plus the seed. */
  private static List<EffectTrial> trials(int seeds) {
    List<EffectTrial> trials = new ArrayList<>();
    for (String dims : List.of("128", "32", "64")) {
      for (String mode : List.of("none", "lct")) {
        for (int seed = 0; seed < seeds; seed++) {
          double value = Integer.parseInt(dims) + (mode.equals("lct") ? 10 : 0) + seed;
          trials.add(new EffectTrial(Map.of("ae_dims", dims, "ct_mode", mode), seed, value));
        }
      }
    }
    return trials;
  }

  @Test
  void mainEffectsAverageOverTheOtherSettings() {
    Figure figure = EffectsChart.of(trials(5), "error (MSE)").main(KEYS);

    assertThat(figure.columns()).isEqualTo(2);
    assertThat(figure.width()).isEqualTo(860);
    XYChart dims = Pictures.panel(figure, 0);
    assertThat(dims.getXAxisTitle()).isEqualTo("ae_dims");
    assertThat(dims.getYAxisTitle()).isEqualTo("error (MSE)");
    assertThat(dims.getSeriesMap().get("mean").getYData())
        .as("32, 64, 128 in the order of numbers, 5 more for the mode, 2 for the seeds")
        .containsExactly(39, 71, 135);
    double half = 2.776445105 * Math.sqrt(0.5);
    assertThat(dims.getSeriesMap().get("mean at 32").getYData()[0])
        .isCloseTo(39 - half, within(1e-8));
    XYChart mode = Pictures.panel(figure, 1);
    assertThat(mode.getSeriesMap().get("mean").getYData()[1])
        .as("text levels as they came: none, lct")
        .isCloseTo(224.0 / 3 + 12, within(1e-9));
    Pictures.check(figure);
  }

  @Test
  void fewerSeedsArePointsWithoutAnInterval() {
    Figure figure = EffectsChart.of(trials(3), "error (MSE)").main(KEYS);

    assertThat(Pictures.series(figure, "mean at 64").getYData()).containsExactly(69, 70, 71);
    assertThat(Pictures.series(figure, "mean").getYData()).containsExactly(38, 70, 134);
    Pictures.check(figure);
  }

  @Test
  void interactionsHaveALineForEachLevelOfTheOther() {
    EffectsChart chart = EffectsChart.of(trials(5), "error (MSE)");
    Figure figure = chart.interaction("ae_dims", "ct_mode");

    assertThat(Pictures.series(figure, "ct_mode none").getYData()).containsExactly(34, 66, 130);
    assertThat(Pictures.series(figure, "ct_mode lct").getYData()).containsExactly(44, 76, 140);
    assertThat(Pictures.panel(figure, 0).getTitle()).isEqualTo("ae_dims and ct_mode");
    assertThat(chart.interactions(KEYS).panels()).hasSize(1);
    Pictures.check(figure);
  }

  @Test
  void parallelCoordinatesHaveALineForEachTrialTheBestLast() {
    Figure figure = ParallelChart.of("Every trial", KEYS, "error (MSE)", true, trials(1));

    assertThat(Pictures.panel(figure, 0).getSeriesMap())
        .containsOnlyKeys(
            "trial 1",
            "trial 2",
            "trial 3",
            "trial 4",
            "trial 5",
            "trial 6",
            "axis ae_dims",
            "axis ct_mode",
            "axis error (MSE)");
    // The worst: 128 is the third of three levels, lct the second of two, 138 the largest value.
    assertThat(Pictures.series(figure, "trial 1").getYData())
        .containsExactly(new double[] {1.03, 1.03, 1}, within(1e-9));
    assertThat(Pictures.series(figure, "trial 6").getYData())
        .containsExactly(new double[] {-0.03, -0.03, 0}, within(1e-9));
    Pictures.check(figure);
    Pictures.check(
        ParallelChart.of("one", List.of("ae_dims"), "error", false, trials(1).subList(0, 1)));
  }

  @Test
  void refusesTrialsThatDoNotFit() {
    assertThatThrownBy(() -> EffectsChart.of(List.of(), "error"))
        .hasMessage("effects need at least one trial, got none");
    assertThatThrownBy(() -> EffectsChart.of(trials(1), "error").main(List.of("e_dims")))
        .hasMessageStartingWith("every trial must have e_dims, got {");
    assertThatThrownBy(() -> new EffectTrial(Map.of("a", "1"), 0, Double.NaN))
        .hasMessage("a trial's value must be finite, got NaN for {a=1}");
    assertThatThrownBy(() -> ParallelChart.of("", List.of(), "error", true, trials(1)))
        .hasMessage("parallel coordinates need a key and a trial, got 0 and 6");
  }
}
