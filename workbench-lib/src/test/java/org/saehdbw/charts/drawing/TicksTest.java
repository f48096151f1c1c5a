package org.saehdbw.charts.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void numbersAreShort() {
    assertThat(Ticks.number(0)).isEqualTo("0");
    assertThat(Ticks.number(0.002499996)).isEqualTo("0.0025");
    assertThat(Ticks.number(12_000)).isEqualTo("12,000");
    assertThat(Ticks.number(999_999)).isEqualTo("1,000,000");
    assertThat(Ticks.number(-1234.56)).isEqualTo("-1,235");
    assertThat(Ticks.number(3e-7)).isEqualTo("3e-7");
    assertThat(Ticks.number(1.5e9)).isEqualTo("1.5e9");
    assertThat(Ticks.number(100)).isEqualTo("100");
    assertThat(Ticks.number(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void levelsStandInTheOrderOfNumbersOrAsTheyCame() {
    assertThat(Levels.sorted(List.of("128", "32", "128", "1e2")))
        .containsExactly("32", "1e2", "128");
    assertThat(Levels.sorted(List.of("none", "16", "lct"))).containsExactly("none", "16", "lct");
  }

  @Test
  void theScaleGoesFromDarkToLight() {
    assertThat(Theme.scale(0)).isEqualTo(new Color(68, 1, 84));
    assertThat(Theme.scale(0.125)).isEqualTo(new Color(64, 42, 112));
    assertThat(Theme.scale(1)).isEqualTo(new Color(233, 212, 37));
  }

  @Test
  void panelsStandInRows() {
    var panels =
        List.<org.knowm.xchart.internal.chartpart.Chart<?, ?>>of(
            Theme.panel("a", "", "", 200, 100),
            Theme.panel("b", "", "", 300, 150),
            Theme.panel("c", "", "", 400, 80));
    Figure figure = new Figure(panels, 2);

    assertThat(figure.width()).isEqualTo(500);
    assertThat(figure.height()).isEqualTo(230);
    assertThat(figure).hasToString("chart: a, b, c");
    assertThatThrownBy(() -> new Figure(panels, 0))
        .hasMessage("a figure needs at least one column, got 0");
  }
}
