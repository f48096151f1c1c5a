package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a growing {@code metrics.csv}; it holds nothing open between two looks. */
public final class MetricsReader {
  private static final int MOST_BYTES = 1 << 26;

  private final Path file;
  private final RowFields fields = new RowFields();
  private long offset;
  private int line;
  private @Nullable Object fileKey;

  /** Makes a reader that begins at the first row; the file need not exist yet. */
  public MetricsReader(Path file) {
    this.file = file;
  }

  /** Reads a whole file. */
  public static MetricsTable readAll(Path file) throws IOException {
    List<MetricsRow> rows = new ArrayList<>();
    List<String> damage = readAll(file, rows::addAll);
    return new MetricsTable(rows, damage, false);
  }

  /**
   * Reads a whole file, a part at a time, so that a long one need not fit in memory.
   *
   * @param rows takes the rows of each part, in the file's order
   * @return one line for each row that could not be read
   */
  public static <E extends Exception> List<String> readAll(Path file, RowsConsumer<E> rows)
      throws IOException, E {
    MetricsReader reader = new MetricsReader(file);
    List<String> damage = new ArrayList<>();
    while (true) {
      long before = reader.offset;
      MetricsTable part = reader.poll();
      rows.accept(part.rows());
      damage.addAll(part.damage());
      if (reader.offset == before) {
        return damage;
      }
    }
  }

  /**
   * Takes rows.
   *
   * @param <E> what it may throw
   */
  @FunctionalInterface
  public interface RowsConsumer<E extends Exception> {
    /** Takes some rows. */
    void accept(List<MetricsRow> rows) throws E;
  }

  /** Reads the last intact row alone, however long the file is. */
  public static Optional<MetricsRow> last(Path file) throws IOException {
    return MetricsTail.read(file).lastRow();
  }

  /**
   * Reads the rows that came since the last look. After the file was cut for a resume it starts
   * again and says so.
   */
  public MetricsTable poll() throws IOException {
    boolean restarted = false;
    List<String> damage = new ArrayList<>();
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      if (Files.size(file) < offset || (offset > 0 && !Objects.equals(key, fileKey))) {
        offset = 0;
        line = 0;
        restarted = true;
      }
      fileKey = key;
      byte[] bytes = wholeLines();
      offset += bytes.length;
      return new MetricsTable(parse(bytes, 0, damage), damage, restarted);
    } catch (NoSuchFileException e) {
      return new MetricsTable(List.of(), damage, restarted);
    }
  }

  private List<MetricsRow> parse(byte[] bytes, int from, List<String> damage) {
    List<MetricsRow> rows = new ArrayList<>();
    int start = from;
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        int end = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
        line++;
        try {
          if (line == 1) {
            checkHeader(text(bytes, start, end), damage);
          } else {
            fields.parse(bytes, start, end);
            rows.add(fields.toRow());
          }
        } catch (NumberFormatException e) {
          damage.add(
              file
                  + " line "
                  + line
                  + ": is not a row of numbers: "
                  + MetricsTail.describe(bytes, start, end));
        }
        start = at + 1;
      }
    }
    return rows;
  }

  private void checkHeader(String header, List<String> damage) {
    if (!MetricsRow.isHeader(header)) {
      damage.add(file + " line 1: must be " + MetricsRow.HEADER + ", got " + header);
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes between the offset and the last end of a line. */
  private byte[] wholeLines() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = Math.min(MOST_BYTES, Math.max(0, channel.size() - offset));
      ByteBuffer bytes = ByteBuffer.allocate((int) length);
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes, offset + bytes.position());
      }
      int end = bytes.position();
      while (end > 0 && bytes.get(end - 1) != '\n') {
        end--;
      }
      return Arrays.copyOf(bytes.array(), end);
    }
  }
}
