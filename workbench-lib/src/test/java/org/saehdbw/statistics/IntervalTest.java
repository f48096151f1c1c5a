package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void holdsItsEnds() {
    Interval interval = new Interval(-1, 3, 0.95);

    assertThat(interval.contains(-1)).isTrue();
    assertThat(interval.contains(3)).isTrue();
    assertThat(interval.contains(3.001)).isFalse();
    assertThat(interval.contains(Double.NaN)).isFalse();
    assertThat(interval.width()).isEqualTo(4);
  }

  @Test
  void turnsRoundWithANegativeFactor() {
    assertThat(new Interval(1, 2, 0.9).scaled(-10, 5)).isEqualTo(new Interval(-15, -5, 0.9));
  }

  @Test
  void refusesWhatIsNoInterval() {
    assertThatThrownBy(() -> new Interval(2, 1, 0.95))
        .hasMessage("an interval must go from low to high, got 2.0 to 1.0");
    assertThatThrownBy(() -> new Interval(Double.NaN, 1, 0.95))
        .hasMessage("an interval must go from low to high, got NaN to 1.0");
    assertThatThrownBy(() -> new Interval(0, 1, 1))
        .hasMessage("a level must be between 0 and 1, got 1.0");
  }
}
