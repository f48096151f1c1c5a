package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.statistics.Curve;

class CurveChartTest {
  @Test
  void fiveSeedsAreAMeanWithABand() {
    Figure figure =
        CurveChart.of("Held-out error", "iteration", "luma error (MSE)")
            .add("gray", seeds(5))
            .figure();

    assertThat(Pictures.panel(figure, 0).getSeriesMap()).containsOnlyKeys("gray, band", "gray");
    XYSeries mean = Pictures.series(figure, "gray");
    assertThat(mean.getYData()).containsExactly(4, 3);
    assertThat(mean.getXData()).containsExactly(new double[] {100, 200}, within(0.01));
    assertThat(mean.getLabel()).isEqualTo("gray (5 seeds, 95 %)");
    XYSeries band = Pictures.series(figure, "gray, band");
    assertThat(band.getXData()).containsExactly(100, 200, 200, 100);
    // Of 2 to 6 the half width is 2.776445 sqrt(2.5 / 5).
    double half = 2.776445105 * Math.sqrt(0.5);
    assertThat(band.getYData())
        .containsExactly(new double[] {4 + half, 3 + half, 3 - half, 4 - half}, within(1e-8));
    assertThat(band.isShowInLegend()).isFalse();
    Pictures.check(figure);
  }

  @Test
  void fewerSeedsAreThinLinesAndSaySo() {
    Figure figure =
        CurveChart.of("Held-out error", "iteration", "luma error (MSE)")
            .add("colour", seeds(3))
            .add("one", new Curve(new double[] {1, 300}, new double[] {9, 8}))
            .figure();

    assertThat(Pictures.panel(figure, 0).getSeriesMap())
        .containsOnlyKeys(
            "colour",
            "colour, points",
            "colour, line 2",
            "colour, line 2, points",
            "colour, line 3",
            "colour, line 3, points",
            "one");
    assertThat(Pictures.series(figure, "colour").getLabel()).isEqualTo("colour (3 seeds, no band)");
    assertThat(Pictures.series(figure, "colour").isShowInLegend()).isTrue();
    assertThat(Pictures.series(figure, "colour, line 3").isShowInLegend()).isFalse();
    assertThat(Pictures.series(figure, "one").getLabel()).isEqualTo("one");
    assertThat(Pictures.panel(figure, 0).getXAxisTitle()).isEqualTo("iteration");
    assertThat(Pictures.panel(figure, 0).getYAxisTitle()).isEqualTo("luma error (MSE)");
    Pictures.check(figure);
  }

  @Test
  void logarithmicAxesCutABandThatWouldReachZero() {
    Figure figure =
        CurveChart.of("Loss", "training time (s)", "loss")
            .logarithmicX()
            .logarithmicY()
            .add("wide", wide())
            .figure();

    assertThat(Pictures.panel(figure, 0).getStyler().isXAxisLogarithmic()).isTrue();
    assertThat(Pictures.panel(figure, 0).getStyler().isYAxisLogarithmic()).isTrue();
    assertThat(Pictures.series(figure, "wide, band").getYData()[2]).isEqualTo(0.5);
    Pictures.check(figure);
  }

  @Test
  void flatAndTinyAndHugeCurvesAreDrawnToo() {
    for (double level : new double[] {0, 0.123456, 1e-9, 7e12, -3}) {
      Curve flat = new Curve(new double[] {1, 2, 3}, new double[] {level, level, level});
      Pictures.check(CurveChart.of("flat", "x", "y").add("flat", flat).figure());
    }
    Curve nearly = new Curve(new double[] {1, 2, 3}, new double[] {10_000, 10_000.01, 10_000.02});
    Pictures.check(CurveChart.of("nearly", "x", "y").add("nearly", nearly).figure());
    Curve point = new Curve(new double[] {5}, new double[] {5});
    Pictures.check(CurveChart.of("point", "x", "y").add("point", point).figure());
    Pictures.check(CurveChart.of("none", "x", "y").figure());
  }

  @Test
  void aLongLegendGetsItsRoomAndColoursComeAgainDashedThenDotted() {
    CurveChart chart = CurveChart.of("Loss", "x", "y");
    for (int i = 0; i < 20; i++) {
      chart.add("arm " + i, new Curve(new double[] {1, 2}, new double[] {i, i}));
    }
    Figure figure = chart.figure();

    assertThat(figure.height()).isEqualTo(40 + 20 * 21);
    assertThat(Pictures.series(figure, "arm 1").getLineColor())
        .isEqualTo(Pictures.series(figure, "arm 7").getLineColor());
    assertThat(Pictures.series(figure, "arm 1").getLineStyle().getDashArray()).isNull();
    assertThat(Pictures.series(figure, "arm 7").getLineStyle().getDashArray()).contains(8, 5);
    assertThat(Pictures.series(figure, "arm 13").getLineStyle().getDashArray())
        .contains(2.5f, 3.5f);
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    CurveChart chart =
        CurveChart.of("Loss", "x", "y")
            .add("a", new Curve(new double[] {0, 1}, new double[] {1, -2}));

    assertThatThrownBy(() -> chart.add("a", seeds(1)))
        .hasMessage("arms must have different names, got two named a");
    assertThatThrownBy(() -> chart.logarithmicY().figure())
        .hasMessage("a logarithmic y axis must have values above 0, got -2.0 in a");
    assertThatThrownBy(() -> chart.logarithmicX().figure())
        .hasMessage("a logarithmic x axis must have values above 0, got 0.0 in a");
  }

  /** At 100 the seeds have 2, 3, ...; at 200 one less. */
  private static List<Curve> seeds(int count) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      curves.add(new Curve(new double[] {100, 200}, new double[] {2 + i, 1 + i}));
    }
    return curves;
  }

  private static List<Curve> wide() {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      curves.add(new Curve(new double[] {1, 10_000}, new double[] {1, i == 0 ? 1000 : 1}));
    }
    return curves;
  }
}
