package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Picture;

class TonesTest {
  @Test
  void measuresGrayByHand() {
    byte[] pixels = new byte[100];
    for (int i = 0; i < 100; i++) {
      pixels[i] = (byte) (i < 10 ? 0 : i < 90 ? 100 : 255);
    }
    Tones tones = Tones.of(pixels, 1, pixels, all(100));
    // 0.8 * 100 + 0.1 * 255
    assertThat(tones.mean()).isCloseTo(105.5, within(1e-9));
    assertThat(tones.low()).isEqualTo(0);
    assertThat(tones.high()).isEqualTo(255);
    assertThat(tones.contrast()).isEqualTo(255);
    assertThat(tones.burnt()).isCloseTo(0.1, within(1e-9));
    assertThat(tones.drowned()).isCloseTo(0.1, within(1e-9));
    assertThat(tones.grayShare()).isEqualTo(1);
  }

  @Test
  void aTenthOfAPercentOfPixelsIsNoContrast() {
    byte[] pixels = new byte[1000];
    pixels[0] = (byte) 255;
    Tones tones = Tones.of(pixels, 1, pixels, all(1000));
    assertThat(tones.contrast()).isEqualTo(0);
  }

  @Test
  void coloursThatCancelLeaveNoContrastInGray() {
    // Blue and red of equal luma: 0.114 * 255 = 29.07 and 0.299 * 97 = 29.0.
    byte[] pixels = {(byte) 255, 0, 0, 0, 0, 97};
    Picture colours = new Picture(2, 1, 3, pixels);
    Tones tones = Tones.of(pixels, 3, colours.toGray().pixels(), all(2));
    assertThat(tones.grayShare()).isCloseTo(0, within(0.01));
  }

  @Test
  void onlyOneChannelThatVariesKeepsItsWeight() {
    // Green from 0 to 200: luma deviates by 0.587 * 100, the mean variance is 100² / 3.
    byte[] pixels = {50, 0, 50, 50, (byte) 200, 50};
    Picture colours = new Picture(2, 1, 3, pixels);
    Tones tones = Tones.of(pixels, 3, colours.toGray().pixels(), all(2));
    assertThat(tones.grayShare()).isCloseTo(0.587 * Math.sqrt(3), within(0.01));
  }

  @Test
  void pixelsOutsideDoNotCount() {
    byte[] pixels = {10, (byte) 250};
    boolean[] inside = {true, false};
    assertThat(Tones.of(pixels, 1, pixels, inside).burnt()).isEqualTo(0);
    assertThat(Tones.of(pixels, 1, pixels, inside).mean()).isEqualTo(10);
  }

  private static boolean[] all(int count) {
    boolean[] all = new boolean[count];
    Arrays.fill(all, true);
    return all;
  }
}
