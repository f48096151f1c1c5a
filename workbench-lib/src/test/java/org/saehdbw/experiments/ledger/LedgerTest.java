package org.saehdbw.experiments.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");

  @TempDir private Path folder;

  /** Entries of a made-up experiment. */
  sealed interface Entry {
    /** Something was added. */
    record Added(int number, @Nullable String firstName) implements Entry {}

    /** All is done. */
    record Done() implements Entry {}
  }

  private static final LedgerFormat<Entry> STAMPED =
      LedgerFormat.of(Entry.class, "event", Optional.of(Clock.fixed(NOON, ZoneOffset.UTC)));
  private static final LedgerFormat<Entry> PLAIN =
      LedgerFormat.of(Entry.class, "kind", Optional.empty());

  @Test
  void linesHaveTheRecordsNameAndComponentsAndTheStateIsToldOfEach() throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    List<Entry> state = new ArrayList<>();
    Ledger<Entry> ledger = Ledger.open(file, STAMPED, state::add);
    ledger.append(new Entry.Added(1, "a"));
    ledger.append(new Entry.Added(2, null));
    ledger.append(new Entry.Done());
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"time\":\"2026-01-02T12:00:00.123Z\",\"event\":\"added\",\"number\":1,"
                + "\"first_name\":\"a\"}\n"
                + "{\"time\":\"2026-01-02T12:00:00.123Z\",\"event\":\"added\",\"number\":2}\n"
                + "{\"time\":\"2026-01-02T12:00:00.123Z\",\"event\":\"done\"}\n");
    List<Entry> again = new ArrayList<>();
    assertThat(Ledger.open(file, STAMPED, again::add).damaged()).isEmpty();
    assertThat(again).isEqualTo(state).hasSize(3);
  }

  @Test
  void aTornLineIsNamedAndSwallowsNoOther() throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    Ledger.open(file, PLAIN, entry -> {}).append(new Entry.Added(1, "a"));
    Files.writeString(file, "{\"kind\":\"added\",\"num", StandardOpenOption.APPEND);
    List<Entry> state = new ArrayList<>();
    Ledger<Entry> ledger = Ledger.open(file, PLAIN, state::add);
    assertThat(ledger.damaged()).containsExactly(2);
    ledger.append(new Entry.Done());
    Files.writeString(file, "\n{\"kind\":\"removed\"}\n", StandardOpenOption.APPEND);
    List<Entry> again = new ArrayList<>();
    assertThat(Ledger.open(file, PLAIN, again::add).damaged()).containsExactly(2);
    assertThat(again).containsExactly(new Entry.Added(1, "a"), new Entry.Done()).isEqualTo(state);
  }

  @Test
  void fieldsOfNewerVersionsAreIgnored() throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    Files.writeString(file, "{\"kind\":\"added\",\"number\":3,\"later\":[1]}\n");
    List<Entry> state = new ArrayList<>();
    assertThat(Ledger.open(file, PLAIN, state::add).damaged()).isEmpty();
    assertThat(state).containsExactly(new Entry.Added(3, null));
  }

  @Test
  void entriesMustBeSealed() {
    assertThatThrownBy(() -> LedgerFormat.of(Runnable.class, "kind", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a ledger's entries must be sealed, got interface java.lang.Runnable");
  }
}
