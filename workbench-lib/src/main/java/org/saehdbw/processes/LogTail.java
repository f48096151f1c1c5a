package org.saehdbw.processes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.saehdbw.files.FileOperationException;

/**
 * The last lines of what a process printed into a file, however long that is.
 *
 * @param log the file
 * @param lines without empty ones, oldest first
 */
public record LogTail(Path log, List<String> lines) {
  /** What is said of a log without a line. */
  public static final String NO_OUTPUT = "no output in the log";

  /** Lines are read from the file's last part only. */
  private static final int BYTES = 1 << 16;

  private static final int USUAL_LINES = 4;

  /** Copies the lines. */
  public LogTail {
    lines = List.copyOf(lines);
  }

  /** Reads the last four lines; a file that does not exist has none. */
  public static LogTail of(Path log) throws IOException {
    return of(log, USUAL_LINES);
  }

  /**
   * Reads the last lines; a file that does not exist has none.
   *
   * @param count how many at most
   * @throws FileOperationException if the file cannot be read
   */
  public static LogTail of(Path log, int count) throws IOException {
    if (!Files.exists(log)) {
      return new LogTail(log, List.of());
    }
    List<String> found = read(log).lines().filter(line -> !line.isBlank()).toList();
    return new LogTail(log, found.subList(Math.max(0, found.size() - count), found.size()));
  }

  /** Returns the last line, or {@link #NO_OUTPUT}. */
  public String last() {
    return lines.isEmpty() ? NO_OUTPUT : lines.get(lines.size() - 1);
  }

  /** Returns the lines in one, or {@link #NO_OUTPUT}. */
  public String text() {
    return lines.isEmpty() ? NO_OUTPUT : String.join(" | ", lines);
  }

  /** Returns the lines in one and where they are from. */
  public String textAndFile() {
    return text() + " (" + log + ")";
  }

  private static String read(Path log) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // reads on
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      // The first line of a part may lack its beginning.
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    } catch (IOException e) {
      throw FileOperationException.reading(log, e);
    }
  }
}
