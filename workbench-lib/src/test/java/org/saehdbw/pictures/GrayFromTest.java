package org.saehdbw.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.tensors.CounterRandom;

class GrayFromTest {
  /** Blue 40, green 100, red 200: about the colour of lips in warm light. */
  private static final Picture LIPS = new Picture(1, 1, 3, new byte[] {40, 100, (byte) 200});

  @ParameterizedTest
  @CsvSource({"luma, 123", "b, 40", "g, 100", "r, 200", "ortho, 76", "pan, 113", "random, 123"})
  void mixesTheChannels(String option, int gray) {
    // 0.299 * 200 + 0.587 * 100 + 0.114 * 40 = 123.06; 0.6 * 100 + 0.4 * 40 = 76
    assertThat(GrayFrom.parse(option).apply(LIPS).pixels()[0] & 0xFF).isEqualTo(gray);
  }

  @ParameterizedTest
  @EnumSource(GrayFrom.class)
  void grayStaysAndWhiteIsWhite(GrayFrom from) {
    byte[] values = new byte[3 * 256];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i / 3);
    }
    byte[] gray = from.apply(new Picture(16, 16, 3, values)).pixels();
    for (int i = 0; i < gray.length; i++) {
      assertThat(gray[i]).isEqualTo((byte) i);
    }
    Picture already = new Picture(1, 1, 1, new byte[] {77});
    assertThat(from.apply(already)).isSameAs(already);
  }

  @Test
  void namesWhatIsAllowed() {
    assertThatThrownBy(() -> GrayFrom.parse("sepia"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gray_from must be one of luma, b, g, r, ortho, pan, random; got sepia");
    assertThatThrownBy(() -> new GrayMix(0.5, 0.5, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shares of blue, green and red must be at least 0 and sum to 1, got 0.5, 0.5 and 0.5");
    assertThatThrownBy(() -> new GrayMix(Double.NaN, 0.5, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void drawsEverySharesAlikeAndTheSameAgain() {
    double[] sums = new double[3];
    int n = 20_000;
    int aboveHalf = 0;
    for (int i = 0; i < n; i++) {
      GrayMix mix = GrayMix.draw(CounterRandom.of(1, "gray", i, 0));
      sums[0] += mix.blue() / n;
      sums[1] += mix.green() / n;
      sums[2] += mix.red() / n;
      aboveHalf += mix.red() > 0.5 ? 1 : 0;
    }
    assertThat(sums).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(0.006));
    // A triangle's corner of half its side has a quarter of its area.
    assertThat(aboveHalf / (double) n).isCloseTo(0.25, within(0.012));
    assertThat(GrayMix.draw(CounterRandom.of(1, "gray", 3, 0)))
        .isEqualTo(GrayMix.draw(CounterRandom.of(1, "gray", 3, 0)));
  }
}
