package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.125Z");
  @TempDir private Path root;

  @Test
  void oneObjectALineAndTornLinesDoNotSpread() throws IOException {
    Path file = root.resolve("events.jsonl");
    EventLog log = new EventLog(file, Clock.fixed(NOON, ZoneOffset.UTC));
    assertThat(log.read()).isEmpty();
    log.append(EventKind.STAGE_CHANGED, Map.of("stage", "train"));
    Files.writeString(file, "{\"time\":\"2026", StandardOpenOption.APPEND);
    log.append(EventKind.SAVED, Map.of("iteration", 60));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"time":"2026-01-02T12:00:00.125Z","event":"stage_changed","stage":"train"}
            {"time":"2026
            {"time":"2026-01-02T12:00:00.125Z","event":"saved","iteration":60}
            """);
    assertThat(log.read())
        .containsExactly(
            new Event(NOON, EventKind.STAGE_CHANGED, Map.of("stage", "train")),
            new Event(NOON, EventKind.SAVED, Map.of("iteration", 60)));
  }

  @Test
  void statusFollowsTheLastWord() {
    Event started = new Event(NOON, EventKind.STARTED, Map.of());
    Event saved = new Event(NOON, EventKind.SAVED, Map.of());
    Event asked = new Event(NOON, EventKind.STOPPED, Map.of(Event.REASON, Event.ASKED));
    Event finished = new Event(NOON, EventKind.STOPPED, Map.of(Event.REASON, Event.FINISHED));
    Event resumed = new Event(NOON, EventKind.RESUMED, Map.of());
    Event failed = new Event(NOON, EventKind.FAILED, Map.of());
    assertThat(RunStatus.ofEnded(List.of())).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(RunStatus.ofEnded(List.of(started, saved))).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(RunStatus.ofEnded(List.of(started, asked))).isEqualTo(RunStatus.STOPPED);
    assertThat(RunStatus.ofEnded(List.of(started, asked, resumed)))
        .isEqualTo(RunStatus.INTERRUPTED);
    assertThat(RunStatus.ofEnded(List.of(started, finished, saved))).isEqualTo(RunStatus.FINISHED);
    assertThat(RunStatus.ofEnded(List.of(started, failed))).isEqualTo(RunStatus.FAILED);
  }
}
