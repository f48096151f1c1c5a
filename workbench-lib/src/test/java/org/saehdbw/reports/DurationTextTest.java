package org.saehdbw.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.statistics.Interval;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59.4, 59 s",
    "119.4, 119 s",
    "119.6, 2.0 min",
    "750, 12.5 min",
    "7199, 120.0 min",
    "7200, 2.0 h",
    "16920, 4.7 h",
    "172799, 48.0 h",
    "172800, 2.0 days"
  })
  void aUnitIsUsedFromTwiceItsLengthOn(double seconds, String text) {
    assertThat(DurationText.of(seconds)).isEqualTo(text);
  }

  @Test
  void aRangeHasTheUnitOfItsDuration() {
    assertThat(DurationText.range(119, new Interval(110, 130, 0.95))).isEqualTo("(110-130)");
    assertThat(DurationText.range(600, new Interval(100, 900, 0.95))).isEqualTo("(1.7-15.0)");
  }
}
