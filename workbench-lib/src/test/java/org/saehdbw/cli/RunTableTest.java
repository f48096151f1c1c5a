package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.runs.queries.QueriedRuns;
import org.saehdbw.runs.queries.RunFacts;

class RunTableTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 120, 200})
  void itFitsTheTerminal(int width) throws IOException {
    for (int i = 0; i < 10; i++) {
      QueriedRuns.make(folder, "df-ud-64-32-16-16-16-gray-with-a-long-name", 0.05, 3);
    }
    QueriedRuns.label(QueriedRuns.make(folder, "x", 0.05, 3), "", "one", "another-tag", "three");
    String table = RunTable.of(RunFacts.all(folder), width, CLOCK);
    assertThat(table.lines()).hasSize(12).allMatch(line -> line.length() <= width);
    assertThat(table.lines().findFirst().orElseThrow())
        .contains("name", "status", "iteration", "held out");
    assertThat(table).contains("finished").contains("0.0500");
  }

  @Test
  void columnsThatCanBeMissedGoFirst() throws IOException {
    QueriedRuns.label(QueriedRuns.make(folder, "small", 0.05, 3), "", "film");
    List<RunFacts> runs = RunFacts.all(folder);
    assertThat(RunTable.of(runs, RunTable.ANY_WIDTH, CLOCK))
        .isEqualTo(
            """
            #  name      status    iteration  model                      src loss  dst loss  held out  saved (UTC)  tags
            1  small_s1  finished         10  df-ud-64-32-16-16-16-gray    0.1000    0.0500    0.0500  11-03 10:00  film""");
    assertThat(RunTable.of(runs, 80, CLOCK))
        .isEqualTo(
            """
            #  name      status    iteration  held out  saved (UTC)  tags
            1  small_s1  finished         10    0.0500  11-03 10:00  film""");
  }

  @Test
  void smallFiguresKeepTheirDigits() {
    assertThat(RunTable.number(0)).isEqualTo("0.0000");
    assertThat(RunTable.number(0.001)).isEqualTo("0.0010");
    assertThat(RunTable.number(0.000123)).isEqualTo("1.23e-04");
    assertThat(RunTable.number(-12.34567)).isEqualTo("-12.3457");
  }

  @Test
  void textOfUsersMovesNoCursor() {
    assertThat(PlainLine.lines("a\u001b[31m\r\nb\tc\u0007\u202e")).isEqualTo("a?[31m\nb\tc??");
    assertThat(PlainLine.of("a\n\tb")).isEqualTo("a b");
    assertThat(PlainLine.cut("abcdefghijklmnop", 9)).isEqualTo("abcd...op");
    assertThat(PlainLine.cut("abc", 9)).isEqualTo("abc");
  }
}
