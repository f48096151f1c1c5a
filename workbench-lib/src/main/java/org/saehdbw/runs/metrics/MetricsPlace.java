package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Finds an iteration in {@code metrics.csv} by halving the file, so that no row before is read. */
final class MetricsPlace {
  private static final int NEAR = 1 << 14;
  private static final int WINDOW = 1 << 12;

  private MetricsPlace() {}

  /**
   * Returns the start of a line that is at most some rows before the first row of an iteration, or
   * of a later one.
   *
   * @param iteration what is looked for
   */
  static long before(Path metrics, long iteration) throws IOException {
    try (FileChannel channel = FileChannel.open(metrics)) {
      long low = 0;
      long high = channel.size();
      while (high - low > NEAR) {
        long middle = (low + high) >>> 1;
        long[] line = lineAfter(channel, middle);
        if (line.length == 0 || line[0] >= high || line[1] >= iteration) {
          high = middle;
        } else {
          low = line[0];
        }
      }
      return low;
    }
  }

  /** Returns offset and iteration of the first row that begins in a window; empty for none. */
  private static long[] lineAfter(FileChannel channel, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(WINDOW);
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
    byte[] window = bytes.array();
    int length = bytes.position();
    for (int at = 0; at < length; at++) {
      if (window[at] == '\n') {
        long iteration = iteration(window, at + 1, length);
        if (iteration >= 0) {
          return new long[] {offset + at + 1, iteration};
        }
      }
    }
    return new long[0];
  }

  /** The digits before the first comma, or -1 where the line does not begin so. */
  private static long iteration(byte[] bytes, int from, int length) {
    long value = 0;
    for (int at = from; at < length; at++) {
      if (bytes[at] == ',') {
        return at > from ? value : -1;
      }
      if (bytes[at] < '0' || bytes[at] > '9' || at - from > 17) {
        return -1;
      }
      value = 10 * value + bytes[at] - '0';
    }
    return -1;
  }
}
