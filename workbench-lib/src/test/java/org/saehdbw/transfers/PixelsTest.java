package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.tensors.CounterRandom;

class PixelsTest {
  private static final CounterRandom RANDOM = CounterRandom.of(1, "transfer", 0, 0);

  private static Pixels slope(int channels, float top) {
    float[] values = new float[20 * 10 * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = top * i / (values.length - 1);
    }
    return new Pixels(20, 10, channels, values);
  }

  @ParameterizedTest
  @EnumSource(value = TransferMode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void largeValuesGiveNumbersAndLargerOnesAreRefused(TransferMode mode) {
    for (int channels : new int[] {1, 3}) {
      Pixels usual = slope(channels, 1);
      for (float top : new float[] {255, 1e6f}) {
        for (float value : mode.transfer().apply(slope(channels, top), usual, RANDOM).values()) {
          assertThat(value).as("content up to %s", top).isBetween(0f, 1f);
        }
        for (float value : mode.transfer().apply(usual, slope(channels, top), RANDOM).values()) {
          assertThat(value).as("reference up to %s", top).isBetween(0f, 1f);
        }
      }
      Pixels beyond = slope(channels, 1);
      beyond.values()[21 * channels] = -1e20f;
      assertThatThrownBy(() -> mode.transfer().apply(beyond, usual, RANDOM))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "content must have values within a million of 0, got -1.0E20 at column 1, row 1");
      assertThatThrownBy(() -> mode.transfer().apply(usual, beyond, RANDOM))
          .hasMessage(
              "reference must have values within a million of 0, got -1.0E20 at column 1, row 1");
    }
  }
}
