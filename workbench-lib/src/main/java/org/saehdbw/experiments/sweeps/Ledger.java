package org.saehdbw.experiments.sweeps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ledger.jsonl}: what was planned, begun and ended, one JSON object a line. Lines are only
 * ever appended, each in one write that is on the disk before the sweep goes on; a kill tears at
 * most the last one.
 */
final class Ledger {
  private final Path file;
  private final Clock clock;
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final List<String> damage = new ArrayList<>();

  private Ledger(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Reads a ledger; one that is not there is empty. */
  static Ledger read(Path file, Clock clock) throws IOException {
    Ledger ledger = new Ledger(file, clock);
    if (!Files.exists(file)) {
      return ledger;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Optional<LedgerEntry> entry = ledger.parse(lines.get(i));
      if (entry.isPresent()) {
        ledger.entries.add(entry.get());
      } else if (!lines.get(i).isBlank()) {
        ledger.damage.add(
            String.format(
                Locale.ROOT,
                "%s line %d is torn and left out; what it told of is read from the run folders",
                file,
                i + 1));
      }
    }
    return ledger;
  }

  private Optional<LedgerEntry> parse(String line) {
    try {
      JsonNode node = mapper.readTree(line);
      return Optional.of(
          new LedgerEntry(
              Instant.parse(node.path("time").asText()),
              LedgerEntry.Kind.valueOf(node.path("event").asText().toUpperCase(Locale.ROOT)),
              node));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What was read and appended, in the file's order. */
  List<LedgerEntry> entries() {
    return entries;
  }

  /** One line for each that could not be read. */
  List<String> damage() {
    return damage;
  }

  LedgerEntry append(LedgerEntry.Kind kind, Map<String, ?> fields) throws IOException {
    Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ObjectNode line =
        mapper.createObjectNode().put("time", time.toString()).put("event", kind.text());
    line.setAll((ObjectNode) mapper.valueToTree(fields));
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // A line that a kill left torn must not swallow this one.
      String start = endsTorn(channel) ? "\n" : "";
      byte[] bytes =
          (start + mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
      channel.position(channel.size());
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    LedgerEntry entry = new LedgerEntry(time, kind, line);
    entries.add(entry);
    return entry;
  }

  private static boolean endsTorn(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return false;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, channel.size() - 1);
    return last.get(0) != '\n';
  }

  /** Two fields in this order, which {@link Map#of} would change from one Java to the next. */
  static Map<String, Object> fields(String first, Object a, String second, Object b) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(first, a);
    fields.put(second, b);
    return fields;
  }
}
