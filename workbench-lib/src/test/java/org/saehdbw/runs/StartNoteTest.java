package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.processes.StartClock;
import org.saehdbw.processes.StartClock.Span;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;

class StartNoteTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.125Z");
  @TempDir private Path root;

  private EventLog log() {
    return new EventLog(root.resolve("events.jsonl"), Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @Test
  void phasesAreReadAsTheyWereWritten() throws IOException {
    List<Span> spans =
        List.of(
            new Span("engine", "engine-loader", 120.5, OptionalDouble.of(700)),
            new Span("judge", "judge", 800, OptionalDouble.empty()));
    log().append(EventKind.SAVED, Map.of("iteration", 3));
    log().append(EventKind.FIRST_ITERATION, StartNote.fields(4, spans));
    log().append(EventKind.FIRST_ITERATION, StartNote.fields(9, spans.subList(0, 1)));

    assertThat(Files.readAllLines(root.resolve("events.jsonl")).get(1))
        .isEqualTo(
            "{\"time\":\"2026-01-02T12:00:00.125Z\",\"event\":\"first_iteration\",\"iteration\":4,"
                + "\"start_ms\":[{\"name\":\"engine\",\"thread\":\"engine-loader\",\"begin\":120.5,"
                + "\"end\":700.0},{\"name\":\"judge\",\"thread\":\"judge\",\"begin\":800.0}]}");
    assertThat(StartNote.read(log().read())).isEqualTo(spans);
    assertThat(StartNote.read(log().read().subList(0, 1))).isEmpty();
  }

  /** As a program writes that has other fields. */
  @Test
  void whatIsNoPhaseIsLeftOut() throws IOException {
    log().append(EventKind.FIRST_ITERATION, Map.of("start_ms", List.of(3, Map.of("name", "a"))));
    log().append(EventKind.FIRST_ITERATION, Map.of("start_ms", "none"));
    assertThat(StartNote.read(log().read()))
        .containsExactly(new Span("a", "null", 0, OptionalDouble.empty()));
    assertThat(StartNote.read(log().read().subList(1, 2))).isEmpty();
  }

  /** The clock of a process that was not started to train, as that of the tests, does not run. */
  @Test
  void aProcessThatWasNotStartedToTrainWritesNothing() throws IOException {
    StartNote note = new StartNote(log(), StartClock.PROCESS);
    note.iterated(new MetricsRow(1, 1, 20, 5, 1, 1, 1, StageTimes.UNKNOWN), System.nanoTime());
    note.end();
    assertThat(log().read()).isEmpty();
  }
}
