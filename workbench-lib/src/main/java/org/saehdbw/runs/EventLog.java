package org.saehdbw.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.files.JsonLines;

/**
 * {@code events.jsonl}: one JSON object a line, with {@code time} and {@code event} first. Events
 * are on the disk when they are written, but for warnings, of which there may be thousands.
 */
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
    Format format = new Format();
    JsonLines<Event> lines =
        kind == EventKind.WARNING ? JsonLines.of(file, format) : JsonLines.durable(file, format);
    lines.append(event);
    return event;
  }

  /** Reads all events, leaving out lines that are torn or of a kind not known here. */
  public List<Event> read() throws IOException {
    return JsonLines.of(file, new Format()).read().entries();
  }

  /**
   * How many lines the file has.
   *
   * @param all a last one that may just be being written with them
   * @param damaged those that are not events; one of a kind not known here is an event
   */
  record Lines(int all, int damaged) {}

  /** Says how many whole lines are no events, in one line that names the file; empty for none. */
  public Optional<String> damage() throws IOException {
    Lines lines = lines();
    return lines.damaged() == 0
        ? Optional.empty()
        : Optional.of(
            file
                + ": is damaged, "
                + lines.damaged()
                + " of "
                + lines.all()
                + " lines are not events");
  }

  /** Counts the lines; a file that does not exist has none. */
  Lines lines() throws IOException {
    if (!Files.exists(file)) {
      return new Lines(0, 0);
    }
    Format format = new Format();
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    int damaged = 0;
    for (int i = 0; i < lines.size(); i++) {
      // The last one may just be being written; NUL bytes are never written.
      boolean torn = i == lines.size() - 1 && !text.endsWith("\n");
      boolean hasNul = lines.get(i).indexOf('\0') >= 0;
      if (hasNul || (!torn && !format.isEvent(lines.get(i)))) {
        damaged++;
      }
    }
    return new Lines(lines.size(), damaged);
  }

  private static final class Format implements JsonLines.Format<Event> {
    private final ObjectMapper mapper = new ObjectMapper();

    boolean isEvent(String line) {
      try {
        JsonNode node = mapper.readTree(line);
        if (node.isObject()) {
          read(node);
        }
        return node.isObject();
      } catch (JsonProcessingException | DateTimeException e) {
        return false;
      }
    }

    @Override
    public ObjectNode write(Event event) {
      ObjectNode line =
          mapper
              .createObjectNode()
              .put("time", event.time().toString())
              .put("event", event.kind().text());
      return line.setAll((ObjectNode) mapper.valueToTree(event.fields()));
    }

    @Override
    public Optional<Event> read(JsonNode node) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        fields.put(field.getKey(), mapper.convertValue(field.getValue(), Object.class));
      }
      fields.remove("time");
      fields.remove("event");
      Instant time = Instant.parse(node.path("time").asText());
      return Arrays.stream(EventKind.values())
          .filter(kind -> kind.text().equals(node.path("event").asText()))
          .findFirst()
          .map(kind -> new Event(time, kind, fields));
    }
  }
}
