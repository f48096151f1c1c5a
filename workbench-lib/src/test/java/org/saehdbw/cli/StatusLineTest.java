package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;

class StatusLineTest {
  private final StringWriter text = new StringWriter();
  private long now;

  private static MetricsRow row(long iteration, float src, float dst) {
    return new MetricsRow(iteration, 0, 870, 0, src, dst, 1, StageTimes.UNKNOWN);
  }

  private StatusLine line(boolean terminal, int every) {
    ProgressLine progress =
        new ProgressLine(new PrintWriter(text), "", "", terminal, () -> now, () -> 80);
    return new StatusLine(progress, new DeepFaceLabLine(), every);
  }

  /** What a terminal keeps: of each line, what was written over it last. */
  private List<String> kept() {
    return Stream.of(text.toString().split(System.lineSeparator()))
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .map(line -> line.replaceFirst("^\\[\\d\\d:\\d\\d:\\d\\d]", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }

  @Test
  void theLineAfterASaveStaysWithTheMeansSinceTheOneBefore() {
    StatusLine line = line(true, 0);
    line.iterated(row(1, 1, 2));
    line.saved();
    now += 1_000_000_000L;
    line.iterated(row(2, 3, 5));
    for (int i = 3; i <= 5; i++) {
      now += 1_000_000_000L;
      line.iterated(row(i, i, 2 * i));
    }
    line.saved();
    now += 1_000_000_000L;
    line.iterated(row(6, 6, 12));
    line.end();
    // Rows 3 to 6 have the means 4.5 and 9.
    assertThat(kept())
        .containsExactly(
            "[#000001][0870ms][1.0000][2.0000]",
            "[#000002][0870ms][3.0000][5.0000]",
            "[#000006][0870ms][4.5000][9.0000]");
  }

  @Test
  void aLineEachNIterationsStaysWhereThatIsAskedFor() {
    StatusLine line = line(true, 2);
    for (int i = 1; i <= 5; i++) {
      now += 1_000_000_000L;
      line.iterated(row(i, i, i));
    }
    line.end();
    assertThat(kept())
        .containsExactly(
            "[#000001][0870ms][1.0000][1.0000]",
            "[#000002][0870ms][2.0000][2.0000]",
            "[#000004][0870ms][4.0000][4.0000]");
  }

  @Test
  void withoutATerminalALineComesEveryFiveSeconds() {
    StatusLine line = line(false, 0);
    for (int i = 1; i <= 12; i++) {
      now += 1_000_000_000L;
      line.iterated(row(i, i, i));
    }
    line.end();
    assertThat(text.toString()).doesNotContain("\r[").doesNotContain(" \r");
    assertThat(kept())
        .containsExactly(
            "[#000001][0870ms][1.0000][1.0000]",
            "[#000006][0870ms][6.0000][6.0000]",
            "[#000011][0870ms][11.0000][11.0000]");
  }
}
