package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ToneHistogramTest {
  private final ToneHistogram half = ToneHistogram.of(SortFixtures.gray(4, 1, 0, 0, 255, 255));
  private final ToneHistogram quarter = ToneHistogram.of(SortFixtures.gray(2, 2, 0, 255, 255, 255));
  private final ToneHistogram other = ToneHistogram.of(SortFixtures.gray(1, 1, 7));

  @Test
  void distanceIsTheRootOfWhatIsNotShared() {
    // sqrt(1 - sqrt(1/2 1/4) - sqrt(1/2 3/4))
    double wanted = Math.sqrt(1 - Math.sqrt(0.125) - Math.sqrt(0.375));
    assertThat(wanted).isEqualTo(0.1846, within(5e-5));
    assertThat(half.distance(quarter)).isEqualTo(wanted, within(1e-12));
    assertThat(quarter.distance(half)).isEqualTo(half.distance(quarter));
    assertThat(half.distance(other)).isEqualTo(1);
    assertThat(half.distance(half)).isEqualTo(0, within(1e-7));
  }

  @Test
  void channelsAreAddedUp() {
    ToneHistogram a = ToneHistogram.of(SortFixtures.colour(1, 1, 1, 2, 3));
    ToneHistogram b = ToneHistogram.of(SortFixtures.colour(1, 1, 1, 3, 2));
    assertThat(a.distance(b)).isEqualTo(2);
    assertThatThrownBy(() -> a.distance(half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("histograms must have as many channels, got 3 and 1");
  }
}
