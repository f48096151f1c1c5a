package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How many lines of {@code metrics.csv} can be read. A last line without its end may just be being
 * written and is left out.
 *
 * @param rows rows of numbers
 * @param damaged whole lines that are not rows, and a first line that is not the header
 */
public record MetricsLines(long rows, long damaged) {
  /**
   * Reads a whole file and writes nothing, no cache either; a file that does not exist has no rows.
   *
   * @throws IOException if the file cannot be read
   */
  public static MetricsLines count(Path file) throws IOException {
    MetricsBuckets buckets = new MetricsBuckets();
    try {
      new MetricsScan(buckets).from(file, 0);
    } catch (NoSuchFileException e) {
      return new MetricsLines(0, 0);
    }
    return new MetricsLines(buckets.rows(), buckets.damaged());
  }
}
