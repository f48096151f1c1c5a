package org.saehdbw.charts.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmoothingTest {
  @Test
  void meansTakeTheNeighboursThatThereAre() {
    assertThat(Smoothing.centredMean(new double[] {1, 2, 6, 9}, 3))
        .containsExactly(1.5, 3, 17 / 3.0, 7.5);
  }

  @Test
  void mediansLeaveOutSingleSlowSteps() {
    assertThat(Smoothing.centredMedian(new double[] {5, 6, 900, 7, 8}, 3, new int[] {1, 2, 4}))
        .containsExactly(6, 7, 7.5);
  }

  @Test
  void windowsAreOddAndGrowWithTheSeries() {
    assertThat(Smoothing.windowFor(10)).isEqualTo(1);
    assertThat(Smoothing.windowFor(100)).isEqualTo(5);
    assertThat(Smoothing.windowFor(1_000_000)).isEqualTo(501);
  }

  @Test
  void thinningKeepsBothEnds() {
    assertThat(Smoothing.thin(3, 10)).containsExactly(0, 1, 2);
    assertThat(Smoothing.thin(101, 3)).containsExactly(0, 50, 100);
  }
}
