package org.saehdbw.runs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.saehdbw.tensors.CounterRandom;

class FixedPointTest {
  private static String text(double value, int digits) {
    StringBuilder text = new StringBuilder();
    FixedPoint.append(text, value, digits);
    return text.toString();
  }

  @Test
  void hasTheDigitsThatAreAskedFor() {
    assertThat(text(512.5, 3)).isEqualTo("512.500");
    assertThat(text(1_700_000_000.125, 3)).isEqualTo("1700000000.125");
    assertThat(text(0.00004, 4)).isEqualTo("0.0000");
    assertThat(text(0.00005, 4)).isEqualTo("0.0001");
    assertThat(text(0.9996, 3)).isEqualTo("1.000");
    assertThat(text(-0.0625, 4)).isEqualTo("-0.0625");
    assertThat(text(-0.00001, 4)).isEqualTo("0.0000");
    assertThat(text(Double.NaN, 4)).isEmpty();
    assertThat(text(1e18, 3)).isEqualTo("1000000000000000000.000");
    assertThat(text(Double.POSITIVE_INFINITY, 3)).isEqualTo("Infinity");
  }

  @Test
  void isWhatAFormatGives() {
    for (int i = 0; i < 2000; i++) {
      double value = Math.exp(CounterRandom.of(1, "fixed", i, 0).nextDouble(-12, 20));
      assertThat(text(value, 4)).isEqualTo(String.format(Locale.ROOT, "%.4f", value));
    }
  }
}
