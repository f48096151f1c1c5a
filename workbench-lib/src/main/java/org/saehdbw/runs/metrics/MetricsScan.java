package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Goes through {@code metrics.csv} once, a mebibyte at a time, and keeps no row. */
final class MetricsScan {
  private static final int CHUNK = 1 << 20;

  /** What takes the rows. */
  interface Sink {
    /** Takes the next row, whose object is used again for the one after it. */
    void add(RowFields row);

    /** Counts a line that could not be read. */
    void addDamaged();

    /** Whether it needs no further row, so that the scan may end. */
    default boolean isFull() {
      return false;
    }
  }

  private final RowFields fields = new RowFields();
  private final Sink sink;

  MetricsScan(Sink sink) {
    this.sink = sink;
  }

  /**
   * Gives the sink the rows from an offset on; a last line without its end waits.
   *
   * @param offset the start of a line
   * @return the offset after the last whole line
   */
  long from(Path metrics, long offset) throws IOException {
    byte[] bytes = new byte[CHUNK];
    int kept = 0;
    long next = offset;
    try (FileChannel channel = FileChannel.open(metrics)) {
      while (true) {
        int read = channel.read(ByteBuffer.wrap(bytes, kept, bytes.length - kept), next + kept);
        if (read < 0) {
          return next;
        }
        int filled = kept + read;
        int used = lines(bytes, filled, next == 0);
        next += used;
        if (sink.isFull()) {
          return next;
        }
        kept = filled - used;
        System.arraycopy(bytes, used, bytes, 0, kept);
        if (kept == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
      }
    }
  }

  /** Returns how many bytes the whole lines have. */
  private int lines(byte[] bytes, int filled, boolean atStart) {
    int start = 0;
    for (int at = 0; at < filled; at++) {
      if (bytes[at] == '\n') {
        int end = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
        if (atStart && start == 0) {
          header(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
        } else {
          row(bytes, start, end);
        }
        start = at + 1;
      }
    }
    return start;
  }

  private void header(String line) {
    if (!MetricsRow.isHeader(line)) {
      sink.addDamaged();
    }
  }

  private void row(byte[] bytes, int start, int end) {
    try {
      fields.parse(bytes, start, end);
      sink.add(fields);
    } catch (NumberFormatException e) {
      sink.addDamaged();
    }
  }
}
