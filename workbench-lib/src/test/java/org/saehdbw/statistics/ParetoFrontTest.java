package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private static final boolean[] ERROR_AND_SPEED = {true, false};

  @Test
  void keepsWhatNoOtherBeats() {
    double[][] points = {{5, 10}, {4, 20}, {3, 15}, {3, 14}, {6, 30}, {9, 29}};

    assertThat(ParetoFront.of(points, ERROR_AND_SPEED, 0)).containsExactly(1, 2, 4);
    assertThat(ParetoFront.of(points, new boolean[] {true, true}, 0)).containsExactly(0, 3);
  }

  @Test
  void equalPointsAreAllOnIt() {
    double[][] points = {{1, 1}, {1, 1}, {1, 0.5}, {2, 1}};

    assertThat(ParetoFront.of(points, ERROR_AND_SPEED, 0)).containsExactly(0, 1);
  }

  @Test
  void differencesUpToEpsilonCountAsEqual() {
    double[][] points = {{1.000, 100}, {1.009, 100}, {0.999, 80}, {1.03, 100.5}};

    assertThat(ParetoFront.of(points, ERROR_AND_SPEED, 0)).containsExactly(0, 2, 3);
    assertThat(ParetoFront.of(points, ERROR_AND_SPEED, 0.01)).containsExactly(0, 1);
    assertThat(ParetoFront.of(points, ERROR_AND_SPEED, 0.03)).containsExactly(0, 1, 3);
  }

  /** Each beats the next by 3 in one figure and is worse by 1 in the others at most. */
  @Test
  void aCircleStaysWhole() {
    double[][] points = {{103, 100, 101.5}, {100, 101.5, 103}, {101.5, 103, 100}, {90, 90, 90}};

    assertThat(ParetoFront.of(points, new boolean[3], 0.016)).containsExactly(0, 1, 2);
  }

  @Test
  void oneFigureKeepsItsBestAndNoPointGivesNone() {
    assertThat(ParetoFront.of(new double[][] {{3}, {1}, {2}, {1}}, new boolean[] {true}, 0))
        .containsExactly(1, 3);
    assertThat(ParetoFront.of(new double[0][], ERROR_AND_SPEED, 0)).isEmpty();
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThatThrownBy(
            () -> ParetoFront.of(new double[][] {{1, 2}, {Double.NaN, 2}}, ERROR_AND_SPEED, 0))
        .hasMessage("figures of point 1 must be finite numbers, got NaN at place 0");
    assertThatThrownBy(() -> ParetoFront.of(new double[][] {{1}}, ERROR_AND_SPEED, 0))
        .hasMessage("point 0 and directions must be of one length, got 1 and 2");
    assertThatThrownBy(() -> ParetoFront.of(new double[0][], ERROR_AND_SPEED, 1))
        .hasMessage("epsilon must be from 0 to below 1, got 1.0");
  }
}
