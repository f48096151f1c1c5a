package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter text = new StringWriter();
  private long now;
  private int columns = 80;

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(new PrintWriter(text), "faces", "", terminal, () -> now, () -> columns);
  }

  @Test
  void printsALineEveryFiveSecondsWithoutATerminal() {
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

  @Test
  void saysWhatIsDoneWithThings() {
    ProgressLine known =
        new ProgressLine(new PrintWriter(text), "faces", "packed", false, () -> now, () -> columns);
    now = 6_000_000_000L;
    known.advanced(60, 180);
    known.advanced(61, 180);
    now = 12_000_000_000L;
    known.advanced(120);
    assertThat(text.toString().lines())
        .containsExactly(
            "60 of 180 faces packed, 10 faces/s, 12 s left", "120 faces packed, 10 faces/s");
  }

  @Test
  void aStageStartsTheClockAgain() {
    ProgressLine line = line(false);
    now = 5_000_000_000L;
    line.at("reading", 10, 100);
    now = 9_000_000_000L;
    line.at("reading", 20, 100);
    now = 10_000_000_000L;
    line.at("reading", 50, 100);
    now = 16_000_000_000L;
    line.at("writing", 1, 100);
    now = 22_000_000_000L;
    line.at("writing", 100, 100);
    assertThat(text.toString().lines()).containsExactly("reading: 50 of 100, 10/s, 5 s left");
  }

  @Test
  void aStageThatBeginsAgainStartsTheClockToo() {
    ProgressLine line = line(false);
    line.at("faces read", 2, 2);
    now = 20_000_000_000L;
    line.at("faces read", 1, 400);
    line.at("faces read", 2, 400);
    now = 26_000_000_000L;
    line.at("faces read", 3, 400);
    assertThat(text.toString().lines())
        .containsExactly("faces read: 3 of 400, 2.0 s each, 13.2 min left");
  }

  @Test
  void linesAreWrittenOverOnATerminalUntilOneStays() {
    ProgressLine line = line(true);
    now = 1_000_000_000L;
    line.line(free -> "[#000001]");
    now = 1_050_000_000L;
    line.line(free -> "[#000002]");
    line.stay(free -> "[#000003]");
    String nl = System.lineSeparator();
    assertThat(text.toString()).isEqualTo("\r[#000001]\r         \r[#000003]" + nl);
  }

  @Test
  void aLineFitsItsTerminalAlsoWhenThatBecomesNarrower() {
    ProgressLine line = line(true);
    columns = 60;
    now = 1_000_000_000L;
    line.advanced(100, 400);
    columns = 11;
    now = 2_000_000_000L;
    line.line(free -> "x".repeat(free) + "cut");
    line.stay(free -> String.valueOf(free));
    assertThat(text.toString())
        .isEqualTo(
            "\r[######..................] 100 of 400 faces, 100 faces/s, 3"
                + ("\r" + "x".repeat(10) + " ".repeat(49))
                + ("\r" + " ".repeat(10) + "\r10" + System.lineSeparator()));
  }

  @Test
  void aLineThatIsNotDueIsNotMade() {
    ProgressLine line = line(false);
    columns = 1;
    line.line(
        free -> {
          throw new AssertionError("made too early");
        });
    now = 5_000_000_000L;
    line.line(free -> "free " + (free == Integer.MAX_VALUE));
    assertThat(text.toString().strip()).isEqualTo("free true");
  }
}
