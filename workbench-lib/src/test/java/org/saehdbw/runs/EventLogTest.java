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

  /** As a version without {@code changed} reads one that has it. */
  @Test
  void aKindThatIsNotKnownIsLeftOutAndNoDamage() throws IOException {
    Path file = root.resolve("events.jsonl");
    EventLog log = new EventLog(file, Clock.fixed(NOON, ZoneOffset.UTC));
    Files.writeString(file, "{\"time\":\"2026-01-02T12:00:00Z\",\"event\":\"dreamt\",\"of\":{}}\n");
    Event saved = log.append(EventKind.SAVED, Map.of("iteration", 60));
    assertThat(log.read()).containsExactly(saved);
    assertThat(log.damage()).isEmpty();
  }

  @Test
  void changesOfSettingsAreReadBackAsHistory() throws IOException {
    EventLog log = new EventLog(root.resolve("events.jsonl"), Clock.fixed(NOON, ZoneOffset.UTC));
    List<SettingChange> changes =
        List.of(
            new SettingChange("batch_size", "4", "6"), new SettingChange("src", "", "/faces/a"));
    log.append(EventKind.CHANGED, SettingChange.fields(300, changes));
    assertThat(Files.readString(root.resolve("events.jsonl")))
        .isEqualTo(
            "{\"time\":\"2026-01-02T12:00:00.125Z\",\"event\":\"changed\",\"iteration\":300,"
                + "\"changes\":{\"batch_size\":{\"old\":\"4\",\"new\":\"6\"},"
                + "\"src\":{\"old\":\"\",\"new\":\"/faces/a\"}}}\n");
    log.append(EventKind.SAVED, Map.of("iteration", 301));
    assertThat(SettingChange.history(log.read()))
        .containsExactly(
            "2026-01-02T12:00:00.125Z, iteration 300: batch_size: 4 -> 6",
            "2026-01-02T12:00:00.125Z, iteration 300: src: \"\" -> \"/faces/a\"");
  }

  @Test
  void statusFollowsTheLastWord() {
    Event started = new Event(NOON, EventKind.STARTED, Map.of());
    Event saved = new Event(NOON, EventKind.SAVED, Map.of());
    Event asked = new Event(NOON, EventKind.STOPPED, Map.of(Event.REASON, Event.ASKED));
    Event finished = new Event(NOON, EventKind.STOPPED, Map.of(Event.REASON, Event.FINISHED));
    Event resumed = new Event(NOON, EventKind.RESUMED, Map.of());
    Event failed = new Event(NOON, EventKind.FAILED, Map.of());
    Event changed = new Event(NOON, EventKind.CHANGED, Map.of());
    assertThat(RunStatus.ofEnded(List.of(started, asked, resumed, changed)))
        .isEqualTo(RunStatus.INTERRUPTED);
    assertThat(RunStatus.ofEnded(List.of())).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(RunStatus.ofEnded(List.of(started, saved))).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(RunStatus.ofEnded(List.of(started, asked))).isEqualTo(RunStatus.STOPPED);
    assertThat(RunStatus.ofEnded(List.of(started, asked, resumed)))
        .isEqualTo(RunStatus.INTERRUPTED);
    assertThat(RunStatus.ofEnded(List.of(started, finished, saved))).isEqualTo(RunStatus.FINISHED);
    assertThat(RunStatus.ofEnded(List.of(started, failed))).isEqualTo(RunStatus.FAILED);
  }
}
