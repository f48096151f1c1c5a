package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveTest {
  private static final Curve FALLING = new Curve(new double[] {0, 10, 30}, new double[] {8, 4, 2});

  @Test
  void drawsStraightLinesBetweenPoints() {
    assertThat(FALLING.at(0)).isEqualTo(8);
    assertThat(FALLING.at(5)).isEqualTo(6);
    assertThat(FALLING.at(10)).isEqualTo(4);
    assertThat(FALLING.at(15)).isEqualTo(3.5);
    assertThat(FALLING.at(30)).isEqualTo(2);
    assertThatThrownBy(() -> FALLING.at(31))
        .hasMessage("the curve goes from 0.0 to 30.0, got 31.0");
  }

  @Test
  void sumsTrapezes() {
    assertThat(FALLING.area(0, 30)).isEqualTo(60 + 60);
    assertThat(FALLING.area(5, 15)).isEqualTo(25 + 18.75);
    assertThat(FALLING.area(11, 12)).isCloseTo(3.85, within(1e-12));
    assertThat(FALLING.area(7, 7)).isZero();
    assertThatThrownBy(() -> FALLING.area(8, 7))
        .hasMessage("an area must go from low to high, got 8.0 to 7.0");
  }

  @Test
  void saysWhenALevelIsReached() {
    assertThat(FALLING.firstReach(9, true)).hasValue(0);
    assertThat(FALLING.firstReach(5, true)).hasValue(7.5);
    assertThat(FALLING.firstReach(2, true)).hasValue(30);
    assertThat(FALLING.firstReach(1.9, true)).isEmpty();
    Curve rising = new Curve(new double[] {1, 2, 3, 4}, new double[] {0, 4, 1, 5});
    assertThat(rising.firstReach(2, false)).as("the first time counts").hasValue(1.5);
    assertThat(rising.firstReach(5.1, false)).isEmpty();
    assertThatThrownBy(() -> rising.firstReach(Double.NaN, false))
        .hasMessage("a level to reach must be a number, got NaN");
  }

  @Test
  void keepsItsOwnPoints() {
    double[] x = {1, 2};
    Curve curve = new Curve(x, new double[] {3, 4});
    x[0] = 9;
    curve.y()[1] = 9;

    assertThat(curve).isEqualTo(new Curve(new double[] {1, 2}, new double[] {3, 4}));
    assertThat(curve).isNotEqualTo(new Curve(new double[] {1, 2}, new double[] {3, 5}));
    assertThat(curve).hasToString("curve of 2 points from 1.0 to 2.0");
  }

  @Test
  void refusesPointsThatAreNoCurve() {
    assertThatThrownBy(() -> new Curve(new double[] {1, 2}, new double[1]))
        .hasMessage("x and y must be of one length, got 2 and 1");
    assertThatThrownBy(() -> new Curve(new double[0], new double[0]))
        .hasMessage("points of a curve must be at least 1, got 0");
    assertThatThrownBy(() -> new Curve(new double[] {1, 2, 2}, new double[3]))
        .hasMessage("x must rise, got 2.0 after 2.0 at place 2");
    assertThatThrownBy(() -> new Curve(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}))
        .hasMessage("y must be finite numbers, got Infinity at place 0");
  }
}
