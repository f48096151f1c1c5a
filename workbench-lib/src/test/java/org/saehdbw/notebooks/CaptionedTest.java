package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.pictures.Picture;

class CaptionedTest {
  private static Picture gray(int value) {
    byte[] pixels = new byte[20 * 10];
    Arrays.fill(pixels, (byte) value);
    return new Picture(20, 10, 1, pixels);
  }

  private static int at(Picture page, int x, int y) {
    return page.pixels()[3 * (y * page.width() + x)] & 0xFF;
  }

  @Test
  void picturesStandInRowsWithTheirNamesBelow() {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put("a", gray(10));
    pictures.put("b", gray(20));
    pictures.put("c", gray(30));
    Picture page = Captioned.of(2, pictures);
    assertThat(page.width()).isEqualTo(2 * 30);
    assertThat(page.height()).isEqualTo(2 * 34);
    assertThat(at(page, 5, 5)).isEqualTo(10);
    assertThat(at(page, 35, 5)).isEqualTo(20);
    assertThat(at(page, 5, 39)).isEqualTo(30);
    assertThat(at(page, 35, 39)).isEqualTo(255);
    int darkest = 255;
    for (int y = 10; y < 34; y++) {
      for (int x = 0; x < 20; x++) {
        darkest = Math.min(darkest, at(page, x, y));
      }
    }
    assertThat(darkest).as("the letter below the first picture").isLessThan(150);
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> Captioned.of(0, Map.of("a", gray(1))))
        .hasMessage("captions need at least one column and one picture, got 0 and 1");
  }

  @Test
  void longNamesDoNotReachTheNextPicture() {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put("W".repeat(200), gray(10));
    pictures.put("i", gray(20));
    Picture page = Captioned.of(2, pictures);
    for (int y = 10; y < page.height(); y++) {
      for (int x = 25; x < 31; x++) {
        assertThat(at(page, x, y)).as(x + ", " + y).isEqualTo(255);
      }
    }
  }

  @Test
  void longNamesAreCutInTheMiddle() {
    assertThat(Captioned.fitting("short.jpg", String::length, 9)).isEqualTo("short.jpg");
    assertThat(Captioned.fitting("alice_in_the_garden_0042_0.jpg", String::length, 13))
        .isEqualTo("alice_\u2026_0.jpg");
    assertThat(Captioned.fitting("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", String::length, 3))
        .isEqualTo("\u2026\uD83D\uDE00");
    assertThat(Captioned.fitting("abc", text -> 100, 10)).isEmpty();
    assertThat(Captioned.fitting("abc", text -> text.length() * 6, 10)).isEqualTo("\u2026");
  }
}
