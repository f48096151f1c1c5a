package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The end of {@code metrics.csv}: its last intact row, and what is damaged behind it, such as the
 * NUL bytes that a power cut leaves.
 *
 * @param lastRow the last row that could be read, empty before the first
 * @param damage one line that names the file and what is wrong with its end; empty where nothing is
 */
public record MetricsTail(Optional<MetricsRow> lastRow, Optional<String> damage) {
  private static final int FIRST_WINDOW = 4096;
  private static final int GROWTH = 16;
  private static final int MOST_SHOWN = 60;
  private static final String REMEDY = "; train --resume removes it";

  /** Reads the end of a file, however long it is; a file that does not exist has no rows. */
  public static MetricsTail read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      for (long window = FIRST_WINDOW; ; window *= GROWTH) {
        long from = Math.max(0, size - window);
        if (size - from > Integer.MAX_VALUE - FIRST_WINDOW) {
          return new MetricsTail(
              Optional.empty(), Optional.of(file + ": its last 2 GiB hold no row"));
        }
        MetricsTail tail = parse(file, bytes(channel, from, (int) (size - from)), from);
        if (tail.lastRow.isPresent() || from == 0) {
          return tail;
        }
      }
    } catch (NoSuchFileException e) {
      return new MetricsTail(Optional.empty(), Optional.empty());
    }
  }

  private static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
    return bytes.array();
  }

  /** Looks for the last good line from the end backwards. */
  private static MetricsTail parse(Path file, byte[] bytes, long offset) {
    RowFields fields = new RowFields();
    int end = bytes.length;
    while (end > 0) {
      int start = end;
      while (start > 0 && bytes[start - 1] != '\n') {
        start--;
      }
      boolean isWhole = end < bytes.length && (start > 0 || offset == 0);
      boolean isHeader = start == 0 && offset == 0;
      if (isWhole && !isHeader && parses(fields, bytes, start, end)) {
        return new MetricsTail(
            Optional.of(fields.toRow()), damage(file, bytes, end + 1, "the end"));
      }
      if (isWhole && isHeader && MetricsRow.isHeader(text(bytes, start, end))) {
        return new MetricsTail(Optional.empty(), damage(file, bytes, end + 1, "the end"));
      }
      end = start - 1;
    }
    return new MetricsTail(Optional.empty(), damage(file, bytes, 0, "all of it"));
  }

  private static boolean parses(RowFields fields, byte[] bytes, int from, int to) {
    try {
      fields.parse(bytes, from, to > from && bytes[to - 1] == '\r' ? to - 1 : to);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A last line without its end may just be being written, unless there are NUL bytes in it. */
  private static Optional<String> damage(Path file, byte[] bytes, int from, String where) {
    if (from >= bytes.length) {
      return Optional.empty();
    }
    boolean whole = false;
    boolean hasNul = false;
    for (int i = from; i < bytes.length; i++) {
      whole |= bytes[i] == '\n';
      hasNul |= bytes[i] == 0;
    }
    if (!whole && !hasNul) {
      return Optional.empty();
    }
    return Optional.of(
        file + ": " + where + " is damaged, " + describe(bytes, from, bytes.length) + REMEDY);
  }

  /** Describes bytes that are no row: how many, whether they are NUL bytes, else their start. */
  static String describe(byte[] bytes, int from, int to) {
    int nul = 0;
    for (int i = from; i < to; i++) {
      nul += bytes[i] == 0 ? 1 : 0;
    }
    if (nul == to - from) {
      return nul + " NUL bytes, as a power cut leaves them";
    }
    String start = text(bytes, from, Math.min(to, from + MOST_SHOWN));
    if (to - from <= MOST_SHOWN && start.chars().noneMatch(Character::isISOControl)) {
      return start;
    }
    String shown = start.replaceAll("\\p{Cntrl}+", " ").strip();
    return (to - from) + " bytes" + (nul > 0 ? ", " + nul + " of them NUL" : "") + ": " + shown;
  }

  private static String text(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
