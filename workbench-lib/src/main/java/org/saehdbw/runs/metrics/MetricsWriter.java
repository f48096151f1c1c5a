package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.saehdbw.files.AtomicFile;

/**
 * Appends rows to {@code metrics.csv} (RFC 4180), each in one write, so that a reader that looks at
 * any moment finds whole rows and at most one torn one at the end.
 */
public final class MetricsWriter implements AutoCloseable {
  private final FileChannel channel;

  private MetricsWriter(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens the file for appending; a new or empty one gets its header. */
  public static MetricsWriter open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    MetricsWriter writer = new MetricsWriter(channel);
    if (channel.size() == 0) {
      writer.append(MetricsRow.HEADER + "\r\n");
    }
    return writer;
  }

  /**
   * Drops the rows beyond a checkpoint, and a torn or damaged one with them, before a run resumes.
   * The file is written anew and renamed.
   *
   * @param file the metrics, not open for writing; nothing happens when there is none
   * @param iteration the last iteration to keep
   * @return how many rows were dropped
   */
  public static int cutAfter(Path file, long iteration) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    MetricsTable table = MetricsReader.readAll(file);
    StringBuilder kept = new StringBuilder(MetricsRow.HEADER + "\r\n");
    int dropped = table.damage().size();
    for (MetricsRow row : table.rows()) {
      if (row.iteration() <= iteration) {
        kept.append(row.toCsv());
      } else {
        dropped++;
      }
    }
    AtomicFile.write(file, kept.toString());
    return dropped;
  }

  /**
   * Writes a whole file of rows at once, which another program's iterations are.
   *
   * @throws IOException if it cannot be written; nothing is left of it then
   */
  public static void writeAll(Path file, List<MetricsRow> rows) throws IOException {
    StringBuilder text = new StringBuilder(MetricsRow.HEADER + "\r\n");
    rows.forEach(row -> text.append(row.toCsv()));
    AtomicFile.write(file, text.toString());
  }

  /** Appends a row. */
  public void write(MetricsRow row) throws IOException {
    append(row.toCsv());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void append(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
