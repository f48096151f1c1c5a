package org.saehdbw.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/** {@code events.jsonl}: one JSON object a line, with {@code time} and {@code event} first. */
public final class EventLog {
  private final Path file;
  private final Clock clock;

  /** Makes a log over a file, which the first event creates. */
  public EventLog(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Appends an event with the present time, in one write.
   *
   * @param kind what happened
   * @param fields more about it, by name, in this order
   * @return the event as it was written
   */
  public Event append(EventKind kind, Map<String, Object> fields) throws IOException {
    Event event = new Event(clock.instant().truncatedTo(ChronoUnit.MILLIS), kind, fields);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode line =
        mapper.createObjectNode().put("time", event.time().toString()).put("event", kind.text());
    line.setAll((ObjectNode) mapper.valueToTree(event.fields()));
    // A line that a kill left torn must not swallow this one.
    String start = endsTorn() ? "\n" : "";
    Files.write(
        file,
        (start + mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return event;
  }

  /** Reads all events, leaving out lines that are torn or of a kind not known here. */
  public List<Event> read() throws IOException {
    List<Event> events = new ArrayList<>();
    if (!Files.exists(file)) {
      return events;
    }
    ObjectMapper mapper = new ObjectMapper();
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      parse(mapper, line).ifPresent(events::add);
    }
    return events;
  }

  /** Says how many whole lines are no events, in one line that names the file; empty for none. */
  public Optional<String> damage() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ObjectMapper mapper = new ObjectMapper();
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    int damaged = 0;
    for (int i = 0; i < lines.size(); i++) {
      // The last one may just be being written; NUL bytes nobody writes.
      boolean torn = i == lines.size() - 1 && !text.endsWith("\n");
      boolean hasNul = lines.get(i).indexOf('\0') >= 0;
      if (hasNul || (!torn && !isObject(mapper, lines.get(i)))) {
        damaged++;
      }
    }
    return damaged == 0
        ? Optional.empty()
        : Optional.of(
            file + ": is damaged, " + damaged + " of " + lines.size() + " lines are not events");
  }

  private static boolean isObject(ObjectMapper mapper, String line) {
    try {
      return mapper.readTree(line).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Optional<Event> parse(ObjectMapper mapper, String line) {
    try {
      JsonNode node = mapper.readTree(line);
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        fields.put(field.getKey(), mapper.convertValue(field.getValue(), Object.class));
      }
      fields.remove("time");
      fields.remove("event");
      return Optional.of(
          new Event(
              Instant.parse(node.path("time").asText()),
              EventKind.valueOf(node.path("event").asText().toUpperCase(Locale.ROOT)),
              fields));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean endsTorn() throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    try (var channel = Files.newByteChannel(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      channel.position(channel.size() - 1).read(last);
      return last.get(0) != '\n';
    }
  }
}
