package org.saehdbw.charts.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import org.junit.jupiter.api.Test;
import org.saehdbw.charts.vectors.ChartFont;

class WrappedTextTest {
  private static final Font FONT = ChartFont.at(10);

  @Test
  void linesEndBetweenWords() {
    double room = WrappedText.width("held-out quality", FONT) + 0.1;
    assertThat(WrappedText.lines("held-out quality of every seed", FONT, room))
        .containsExactly("held-out quality", "of every seed");
    assertThat(WrappedText.lines("short", FONT, room)).containsExactly("short");
  }

  @Test
  void aLongWordEndsBehindAHyphen() {
    double room = WrappedText.width("df-udt-192-1", FONT);
    assertThat(WrappedText.lines("df-udt-192-128-48", FONT, room))
        .containsExactly("df-udt-192-", "128-48");
    assertThat(String.join("", WrappedText.lines("aaaaaaaaaaaaaaaaaaaaaaaa", FONT, room)))
        .isEqualTo("aaaaaaaaaaaaaaaaaaaaaaaa");
  }
}
