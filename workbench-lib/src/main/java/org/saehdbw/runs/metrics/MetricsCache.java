package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.saehdbw.files.AtomicFile;

/**
 * {@code metrics.cache} beside {@code metrics.csv}: its rows, downsampled, so that a chart of many
 * long runs need not read them again. It can be deleted at any time; a file that does not fit the
 * rows, is incomplete or is not ours is ignored and written again.
 *
 * <p>Little-endian: the magic number, the version, a CRC-32 of the rest; then how many bytes of the
 * source it covers, the source's size and time when it was read, CRC-32s of the first and the last
 * 4 KiB that it covers; then the buckets. A source that grew behind what is covered fits, and only
 * its new rows are read.
 *
 * @param buckets the thinned rows
 * @param covered how many bytes of the source they come from, to the end of a line
 */
record MetricsCache(MetricsBuckets buckets, long covered) {
  static final int VERSION = 2;

  /** {@code SAEHMETR} when its bytes are read as text. */
  static final long MAGIC = 0x5254454D48454153L;

  /** What is quicker read again than kept. */
  private static final long WORTH_KEEPING = 1 << 18;

  private static final int CHECKED_BYTES = 4096;
  private static final int HEAD_BYTES = Long.BYTES + 2 * Integer.BYTES;
  private static final int SOURCE_BYTES = 3 * Long.BYTES + 2 * Integer.BYTES;

  static Path beside(Path metrics) {
    return metrics.resolveSibling("metrics.cache");
  }

  /**
   * Reads all rows of a file, from the cache as far as it fits, and keeps a cache of a long one.
   *
   * @throws IOException if the file cannot be read; one that does not exist has no rows
   */
  static MetricsCache open(Path metrics) throws IOException {
    MetricsCache cache = load(metrics).orElseGet(() -> new MetricsCache(new MetricsBuckets(), 0));
    try {
      long end = new MetricsScan(cache.buckets()).from(metrics, cache.covered());
      MetricsCache whole = new MetricsCache(cache.buckets(), end);
      if (end - cache.covered() >= WORTH_KEEPING) {
        whole.store(metrics);
      }
      return whole;
    } catch (NoSuchFileException e) {
      return cache;
    }
  }

  /** Returns the cache if there is one and it fits the rows as they are now. */
  static Optional<MetricsCache> load(Path metrics) {
    try {
      ByteBuffer in =
          ByteBuffer.wrap(Files.readAllBytes(beside(metrics))).order(ByteOrder.LITTLE_ENDIAN);
      if (in.getLong() != MAGIC || in.getInt() != VERSION || in.getInt() != crc(in)) {
        return Optional.empty();
      }
      long covered = in.getLong();
      long size = in.getLong();
      long time = in.getLong();
      try (FileChannel source = FileChannel.open(metrics)) {
        boolean rewritten = source.size() == size && modified(metrics) != time;
        if (source.size() < size
            || rewritten
            || in.getInt() != crc(source, 0, covered)
            || in.getInt() != crc(source, covered - CHECKED_BYTES, covered)) {
          return Optional.empty();
        }
      }
      return Optional.of(new MetricsCache(MetricsBuckets.readFrom(in), covered));
    } catch (IOException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** Writes the cache where that is allowed; elsewhere the rows are read again the next time. */
  void store(Path metrics) {
    try (FileChannel source = FileChannel.open(metrics)) {
      ByteBuffer out =
          ByteBuffer.allocate(HEAD_BYTES + SOURCE_BYTES + buckets.bytes())
              .order(ByteOrder.LITTLE_ENDIAN);
      out.position(HEAD_BYTES);
      out.putLong(covered).putLong(source.size()).putLong(modified(metrics));
      out.putInt(crc(source, 0, covered));
      out.putInt(crc(source, covered - CHECKED_BYTES, covered));
      buckets.writeTo(out);
      out.position(HEAD_BYTES);
      int check = crc(out);
      out.putLong(0, MAGIC).putInt(Long.BYTES, VERSION).putInt(Long.BYTES + Integer.BYTES, check);
      AtomicFile.write(beside(metrics), out.array());
    } catch (IOException e) {
      // A folder that is read-only, full or gone: the chart does not need the cache.
    }
  }

  private static long modified(Path metrics) throws IOException {
    return Files.getLastModifiedTime(metrics).toMillis();
  }

  /** Of the bytes between the buffer's position and its end; the position stays. */
  private static int crc(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /** Of the bytes from a place on, at most 4 KiB and not beyond {@code covered}. */
  private static int crc(FileChannel source, long from, long covered) throws IOException {
    long start = Math.max(0, from);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHECKED_BYTES, covered - start));
    while (bytes.hasRemaining()) {
      if (source.read(bytes, start + bytes.position()) < 0) {
        break;
      }
    }
    return crc(bytes.flip());
  }
}
