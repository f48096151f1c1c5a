package org.saehdbw.runs.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.tensors.CounterRandom;

class FastDoubleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "7",
        "1700000000.125",
        "512.500",
        "0.0000",
        "1.0E-5",
        "-2.5e3",
        "1E22",
        "1E23",
        "1.0E-45",
        "3.4028235E38",
        "9007199254740993",
        "123456789012345678901234567890",
        "0.1234567890123456789",
        "NaN",
        "-Infinity",
        "Infinity",
        "+1",
        "1E+2",
        "1.",
        ".5",
        " 1 ",
        "0x1p3",
        "1e400",
        "1e-400",
        "000000000000000000000001",
        "2d"
      })
  void givesWhatJavaGives(String text) {
    assertThat(parse("," + text + ",", 1)).isEqualTo(Double.valueOf(text));
  }

  @Test
  void tenThousandNumbersOfEveryKindAreTheSameToTheBit() {
    CounterRandom random = CounterRandom.of(5, "numbers", 0, 0);
    for (int i = 0; i < 10_000; i++) {
      double wide = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      for (String text :
          new String[] {
            Double.toString(wide),
            Float.toString((float) wide),
            String.format(Locale.ROOT, "%.3f", wide),
            String.format(Locale.ROOT, "%.4f", random.nextDouble())
          }) {
        double got = parse("," + text + ",", 1);
        assertThat(got).as(text).isEqualTo(Double.parseDouble(text));
        assertThat((float) got).as(text).isEqualTo(Float.parseFloat(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "1e", "1e-", "12x", "1.2.3", "1,5", "--1", "E5", "1e+-5"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> parse("," + text + ",", 1)).isInstanceOf(NumberFormatException.class);
  }

  private static double parse(String text, int margin) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return FastDouble.parse(bytes, margin, bytes.length - margin);
  }
}
