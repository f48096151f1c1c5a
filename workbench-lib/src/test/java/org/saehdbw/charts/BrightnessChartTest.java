package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.pictures.Picture;

class BrightnessChartTest {
  private static final Picture COLOUR =
      new Picture(2, 1, 3, new byte[] {0, 4, (byte) 255, 3, 4, (byte) 255});

  @Test
  void countsEachChannelInSixtyFourBins() {
    Figure figure = BrightnessChart.of("Before", Map.of("a", COLOUR));
    assertThat(figure.toString()).isEqualTo("chart: Before: Blue, Before: Green, Before: Red");
    List<Double> shares = List.of(100.0, 0.0, 100.0);
    int[] bins = {0, 0, 63};
    for (int channel = 0; channel < 3; channel++) {
      XYChart chart = (XYChart) figure.panels().get(channel);
      double[] values = chart.getSeriesMap().get("a").getYData();
      assertThat(values[bins[channel]]).isCloseTo(shares.get(channel), within(1e-9));
    }
    assertThat(BrightnessChart.shares(COLOUR, 1)[1]).isEqualTo(100);
  }

  @Test
  void refusesGrayBesideColour() {
    assertThatThrownBy(
            () ->
                BrightnessChart.of(
                    "x", Map.of("a", COLOUR, "b", new Picture(1, 1, 1, new byte[1]))))
        .hasMessageStartingWith("histograms need pictures of the same channels, got [");
  }

  @Test
  void groupedBarsHaveAFigureForEachCase() {
    Figure figure =
        GroupedBars.of(
            "Times",
            "mode",
            "time (ms)",
            List.of("lct", "sot"),
            Map.of("gray", List.of(1.0, Double.NaN)),
            false);
    Figure logarithmic =
        GroupedBars.of(
            "Times",
            "mode",
            "time (ms)",
            List.of("lct", "sot"),
            Map.of("gray", List.of(0.2, 30.0), "other", List.of(Double.NaN, 100.0)),
            true);
    assertThat(logarithmic.toImage().getHeight()).isEqualTo(logarithmic.height());
    CategoryChart chart = (CategoryChart) figure.panels().get(0);
    assertThat(chart.getSeriesMap().get("gray").getYData()).isEqualTo(List.of(1.0, 0.0));
    assertThat(chart.getYAxisTitle()).isEqualTo("time (ms)");
    assertThatThrownBy(
            () ->
                GroupedBars.of("x", "x", "y", List.of("a", "b"), Map.of("s", List.of(1.0)), false))
        .hasMessage("s must have a figure for each of 2 cases, got 1");
  }
}
