package org.saehdbw.files;

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
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file with one JSON object a line, to which lines are only ever appended, each in one write. A
 * kill or a power cut tears at most the last line; what is appended later begins on a new one.
 *
 * @param <E> an entry, usually a sealed interface of records
 */
public final class JsonLines<E> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How an entry is written as a JSON object and read back.
   *
   * @param <E> the entry
   */
  public interface Format<E> {
    /** Returns the object for an entry; its fields are written in this order. */
    ObjectNode write(E entry);

    /**
     * Returns the entry of an object, or empty if it is of a kind that is not known here, as a
     * newer program may write it.
     *
     * @throws JsonProcessingException if it is not an entry; so do {@link IllegalArgumentException}
     *     and {@link DateTimeException}
     */
    Optional<E> read(JsonNode line) throws JsonProcessingException;
  }

  /**
   * A line that is not an entry.
   *
   * @param line counted from 1
   * @param reason what is wrong with it
   */
  public record Damaged(int line, String reason) {}

  /**
   * What was read.
   *
   * @param entries in the file's order
   * @param damaged the lines that are not entries, in the file's order
   */
  public record Content<E>(List<E> entries, List<Damaged> damaged) {
    /** Copies the lists. */
    public Content {
      entries = List.copyOf(entries);
      damaged = List.copyOf(damaged);
    }
  }

  private final Path file;
  private final Format<E> format;
  private final boolean durable;

  private JsonLines(Path file, Format<E> format, boolean durable) {
    this.file = file;
    this.format = format;
    this.durable = durable;
  }

  /** Takes a file, which the first entry creates; entries reach the disk when the system likes. */
  public static <E> JsonLines<E> of(Path file, Format<E> format) {
    return new JsonLines<>(file, format, false);
  }

  /** Takes a file whose entries are on the disk when {@link #append} returns. */
  public static <E> JsonLines<E> durable(Path file, Format<E> format) {
    return new JsonLines<>(file, format, true);
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /**
   * Appends an entry in one write.
   *
   * @throws FileOperationException if it cannot be written; what was there before stays
   */
  public void append(E entry) throws IOException {
    String text = JSON.writeValueAsString(format.write(entry)) + "\n";
    // A torn line must not swallow this one.
    String start = Files.exists(file) && endsTorn() ? "\n" : "";
    try (AppendedFile appended = AppendedFile.open(file)) {
      appended.append(start + text);
      if (durable) {
        appended.force();
      }
    }
  }

  /**
   * Reads everything; a file that does not exist is empty, and so is an empty line.
   *
   * @throws FileOperationException if the file cannot be read
   */
  public Content<E> read() throws IOException {
    List<E> entries = new ArrayList<>();
    List<Damaged> damaged = new ArrayList<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        parse(lines.get(i)).ifPresent(entries::add);
      } catch (JsonProcessingException e) {
        damaged.add(new Damaged(i + 1, e.getOriginalMessage()));
      } catch (DateTimeException | IllegalArgumentException e) {
        damaged.add(new Damaged(i + 1, String.valueOf(e.getMessage())));
      }
    }
    return new Content<>(entries, damaged);
  }

  private Optional<E> parse(String line) throws JsonProcessingException {
    JsonNode node = JSON.readTree(line);
    if (!node.isObject()) {
      throw new IllegalArgumentException("a line must be a JSON object");
    }
    return format.read(node);
  }

  private List<String> lines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw FileOperationException.reading(file, e);
    }
  }

  private boolean endsTorn() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    } catch (IOException e) {
      throw FileOperationException.reading(file, e);
    }
  }
}
