package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter text = new StringWriter();
  private long now;

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(new PrintWriter(text), "faces", terminal, () -> now);
  }

  @Test
  void saysALineEveryFiveSecondsWhereNobodyLooks() {
    ProgressLine line = line(false);
    for (int second = 1; second <= 11; second++) {
      now = second * 1_000_000_000L;
      line.advanced(250 * second, 5000);
    }
    line.end();
    assertThat(text.toString().lines())
        .containsExactly(
            "1250 of 5000 faces, 250 faces/s, 15 s left",
            "2500 of 5000 faces, 250 faces/s, 10 s left");
  }

  @Test
  void drawsABarOverItselfOnATerminal() {
    ProgressLine line = line(true);
    line.advanced(1, 400);
    assertThat(text.toString()).isEmpty();
    now = 1_000_000_000L;
    line.advanced(100, 400);
    now = 1_100_000_000L;
    line.advanced(110, 400);
    now = 4_000_000_000L;
    line.advanced(400, 400);
    line.end();
    assertThat(text.toString())
        .isEqualTo(
            "\r[######..................] 100 of 400 faces, 100 faces/s, 3 s left"
                + "\r[########################] 400 of 400 faces, 100 faces/s, 0 s left"
                + "\r"
                + " ".repeat(66)
                + "\r");
  }
}
