package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.tensors.CounterRandom;

/** What holds of every mode, on pictures that no mode likes. */
class TransferTest {
  private static CounterRandom random(int seed) {
    return CounterRandom.of(seed, "transfer", 1, 2);
  }

  private static Pixels noise(int width, int height, int channels, int seed) {
    CounterRandom random = CounterRandom.of(seed, "noise", 0, 0);
    float[] values = new float[width * height * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.2f + 0.6f * random.nextFloat();
    }
    return new Pixels(width, height, channels, values);
  }

  private static Pixels even(int channels, float value) {
    float[] values = new float[30 * 30 * channels];
    Arrays.fill(values, value);
    return new Pixels(30, 30, channels, values);
  }

  private static void assertSound(Pixels out, Pixels content, String what) {
    assertThat(out.width()).isEqualTo(content.width());
    assertThat(out.height()).isEqualTo(content.height());
    assertThat(out.channels()).isEqualTo(content.channels());
    for (float value : out.values()) {
      assertThat(value).as(what).isBetween(0f, 1f);
    }
  }

  @ParameterizedTest
  @EnumSource(TransferMode.class)
  void onePixelOneColourAndBlackAreSound(TransferMode mode) {
    for (int channels : new int[] {1, 3}) {
      Pixels dot = noise(1, 1, channels, 1);
      Pixels other = noise(1, 1, channels, 2);
      assertSound(mode.transfer().apply(dot, other, random(1)), dot, "one pixel");
      Pixels rich = noise(30, 30, channels, 3);
      for (float value : new float[] {0, 0.4f, 1}) {
        Pixels flat = even(channels, value);
        assertSound(mode.transfer().apply(flat, rich, random(1)), flat, "content of " + value);
        assertSound(mode.transfer().apply(rich, flat, random(1)), rich, "reference of " + value);
        assertSound(mode.transfer().apply(flat, flat, random(1)), flat, "both of " + value);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TransferMode.class)
  void sizesMayDiffer(TransferMode mode) {
    for (int channels : new int[] {1, 3}) {
      Pixels content = noise(31, 17, channels, 4);
      Pixels reference = noise(12, 40, channels, 5);
      assertSound(mode.transfer().apply(content, reference, random(1)), content, "sizes");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransferMode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void refusesValuesThatAreNotFiniteAndOtherChannels(TransferMode mode) {
    Pixels good = noise(4, 3, 3, 6);
    Pixels bad = noise(4, 3, 3, 7);
    bad.values()[3 * 6 + 1] = Float.NaN;
    assertThatThrownBy(() -> mode.transfer().apply(bad, good, random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("content must have finite values, got NaN at column 2, row 1");
    bad.values()[3 * 6 + 1] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> mode.transfer().apply(good, bad, random(1)))
        .hasMessage("reference must have finite values, got Infinity at column 2, row 1");
    assertThatThrownBy(() -> mode.transfer().apply(good, noise(4, 3, 1, 8), random(1)))
        .hasMessage("content and reference must have the same channels, got 3 and 1");
  }

  @ParameterizedTest
  @EnumSource(TransferMode.class)
  void theSameSeedGivesTheSameBytesAndNothingElseChanges(TransferMode mode) {
    Pixels content = noise(30, 30, 3, 9);
    float[] before = content.values().clone();
    Pixels reference = noise(30, 30, 3, 10);
    float[] once = mode.transfer().apply(content, reference, random(1)).values();
    assertThat(mode.transfer().apply(content, reference, random(1)).values()).isEqualTo(once);
    assertThat(content.values()).isEqualTo(before);
    boolean chance =
        mode == TransferMode.IDT || mode == TransferMode.SOT || mode == TransferMode.MIX;
    float[] other = mode.transfer().apply(content, reference, random(2)).values();
    assertThat(Arrays.equals(other, once)).isEqualTo(!chance);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransferMode.class,
      names = {"RCT", "LCT", "MKL", "SOT"})
  void grayTakesTheReferencesMean(TransferMode mode) {
    Pixels content = noise(40, 40, 1, 11);
    Pixels reference = noise(40, 40, 1, 12);
    for (int i = 0; i < reference.values().length; i++) {
      reference.values()[i] = 0.4f + 0.5f * reference.values()[i];
    }
    Pixels out = mode.transfer().apply(content, reference, random(1));
    assertThat(mean(out)).isCloseTo(mean(reference), within(0.004));
  }

  @Test
  void grayIdtGoesTwoThirdsOfTheWay() {
    Pixels content = noise(40, 40, 1, 11);
    Pixels reference = noise(40, 40, 1, 12);
    for (int i = 0; i < reference.values().length; i++) {
      reference.values()[i] = 0.4f + 0.5f * reference.values()[i];
    }
    Pixels out = new Idt().apply(content, reference, random(1));
    double way = (mean(out) - mean(content)) / (mean(reference) - mean(content));
    // Values in the lowest bin are pulled towards 0.
    assertThat(way).isCloseTo(1 - Math.pow(0.95, 20), within(0.02));
  }

  private static double mean(Pixels picture) {
    double sum = 0;
    for (float value : picture.values()) {
      sum += value;
    }
    return sum / picture.values().length;
  }

  @Test
  void aMaskThatIsAllBlackIsSound() {
    for (MaskedTransfer mode : MaskedTransfer.values()) {
      for (int channels : new int[] {1, 3}) {
        Pixels content = noise(30, 30, channels, 13);
        Pixels out = mode.apply(content, noise(30, 30, channels, 14), new float[900], random(1));
        assertSound(out, content, mode.option());
      }
    }
    assertThatThrownBy(
            () ->
                MaskedTransfer.SOT_M.apply(
                    noise(4, 4, 1, 1), noise(4, 5, 1, 2), new float[16], random(1)))
        .hasMessage(
            "content, reference and mask must have one size, got 4 x 4, 4 x 5 and 16 values");
  }

  @Test
  void namesWhatIsAllowed() {
    assertThat(TransferMode.parse("sot")).isEqualTo(TransferMode.SOT);
    assertThatThrownBy(() -> TransferMode.parse("SOT"))
        .hasMessage("a transfer must be one of none, rct, lct, mkl, idt, sot, mix; got SOT");
    assertThat(MaskedTransfer.options())
        .containsExactly("rct", "lct", "mkl", "mkl-m", "idt", "idt-m", "sot-m", "mix-m");
  }

  @Test
  void aTrialHasEveryModeWithItsResult() {
    Pixels content = noise(20, 20, 1, 15);
    Pixels reference = noise(20, 20, 1, 16);
    java.util.List<TransferTrial> trials = TransferTrial.all(content, reference, 2, 7);
    assertThat(trials)
        .extracting(trial -> trial.mode().option())
        .containsExactly("rct", "lct", "mkl", "idt", "sot", "mix");
    for (TransferTrial trial : trials) {
      Pixels again =
          trial.mode().transfer().apply(content, reference, CounterRandom.of(7, "transfer", 0, 0));
      assertThat(trial.result().values()).isEqualTo(again.values());
      assertThat(trial.millis()).isPositive();
    }
    assertThatThrownBy(() -> TransferTrial.all(content, reference, 0, 7))
        .hasMessage("calls must be at least 1, got 0");
  }
}
