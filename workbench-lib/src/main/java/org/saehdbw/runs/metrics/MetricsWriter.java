package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.saehdbw.files.AppendedFile;
import org.saehdbw.files.AtomicFile;

/**
 * Appends rows to {@code metrics.csv} (RFC 4180), each in one write, so that a reader that looks at
 * any moment finds whole rows and at most one torn one at the end.
 */
public final class MetricsWriter implements AutoCloseable {
  private final AppendedFile file;

  private MetricsWriter(AppendedFile file) {
    this.file = file;
  }

  /** Opens the file for appending; a new or empty one gets its header. */
  public static MetricsWriter open(Path file) throws IOException {
    AppendedFile appended = AppendedFile.open(file);
    if (appended.isEmpty()) {
      appended.append(MetricsRow.HEADER + "\r\n");
    }
    return new MetricsWriter(appended);
  }

  /**
   * Drops the rows after a checkpoint, and an incomplete or damaged row, before a run resumes. The
   * file is written again and renamed.
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
    AtomicFile.writeDurable(file, kept.toString());
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
    AtomicFile.writeDurable(file, text.toString());
  }

  /** Appends a row. */
  public void write(MetricsRow row) throws IOException {
    file.append(row.toCsv());
  }

  /**
   * Waits until all rows are on the disk, as they must be before a checkpoint of their iteration.
   *
   * @throws IOException if the disk fails; the message names the file
   */
  public void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
