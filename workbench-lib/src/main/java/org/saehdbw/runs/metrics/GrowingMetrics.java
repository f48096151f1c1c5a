package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run's metrics while they grow: the whole run thinned, any range of it in detail, and what came
 * since the last look. A look costs what is new; a range costs its own rows, or none where the
 * thinned run has detail enough. Every method may be called by any thread.
 */
public final class GrowingMetrics {
  /** So many buckets are detail enough for a range. */
  private static final int ENOUGH = 300;

  private static final long MOST_NEWS = 1 << 22;
  private static final int REMEMBERED = 256;

  private final Path file;
  private MetricsBuckets buckets = new MetricsBuckets();
  private byte[] end = new byte[0];
  private long covered;
  private boolean opened;
  private @Nullable Object fileKey;

  /** Makes metrics of which nothing is read yet; the file need not exist. */
  public GrowingMetrics(Path metricsFile) {
    file = metricsFile;
  }

  /**
   * Reads what came since the last look. The first look reads everything and tells no rows.
   *
   * @throws IOException if the file cannot be read
   */
  public synchronized MetricsNews poll() throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      boolean first = !opened;
      if (first
          || found.size() < covered
          || found.size() - covered > MOST_NEWS
          || !Objects.equals(found.fileKey(), fileKey)) {
        return open(found, !first);
      }
      if (found.size() == covered) {
        return new MetricsNews(List.of(), thin(new MetricsBuckets(), 1), false);
      }
      return isRewritten() ? open(found, true) : grow();
    } catch (NoSuchFileException e) {
      boolean lost = covered > 0;
      forget();
      return new MetricsNews(List.of(), thin(buckets, 1), lost);
    }
  }

  private MetricsNews open(BasicFileAttributes found, boolean restarted) throws IOException {
    MetricsCache all = MetricsCache.open(file);
    buckets = all.buckets();
    covered = all.covered();
    fileKey = found.fileKey();
    end = endOfCovered();
    opened = true;
    return new MetricsNews(List.of(), thin(new MetricsBuckets(), 1), restarted);
  }

  private MetricsNews grow() throws IOException {
    List<MetricsRow> rows = new ArrayList<>();
    MetricsBuckets point = new MetricsBuckets();
    MetricsScan.Sink all =
        new MetricsScan.Sink() {
          @Override
          public void add(RowFields row) {
            rows.add(row.toRow());
            point.add(row);
            buckets.add(row);
          }

          @Override
          public void addDamaged() {
            buckets.addDamaged();
          }
        };
    covered = new MetricsScan(all).from(file, covered);
    end = endOfCovered();
    return new MetricsNews(rows, thin(point, 1), false);
  }

  private void forget() {
    buckets = new MetricsBuckets();
    covered = 0;
    end = new byte[0];
    opened = false;
  }

  /** After a cut for a resume, a file may have grown beyond its old end. */
  private boolean isRewritten() throws IOException {
    return !Arrays.equals(end, endOfCovered());
  }

  private byte[] endOfCovered() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(REMEMBERED, covered));
    try (FileChannel channel = FileChannel.open(file)) {
      long from = covered - bytes.capacity();
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
    return bytes.array();
  }

  /**
   * Returns the whole run as it was at the last look.
   *
   * @param most buckets at most, 1 to 1024
   */
  public synchronized DownsampledMetrics whole(int most) {
    return thin(buckets.part(0, buckets.used()), most);
  }

  /**
   * Returns the rows of a range of iterations.
   *
   * @param first the first iteration
   * @param last the last one
   * @param most buckets at most, 1 to 1024
   * @throws IOException if the file cannot be read
   */
  public synchronized DownsampledMetrics range(long first, long last, int most) throws IOException {
    MetricsBuckets part = part(first, last);
    boolean isDetailed = buckets.width() == 1 || part.used() >= ENOUGH;
    return thin(isDetailed ? part : rows(first, last), most);
  }

  private MetricsBuckets part(long first, long last) {
    int from = 0;
    while (from < buckets.used() && buckets.high(MetricsColumn.ITERATION, from) < first) {
      from++;
    }
    int to = from;
    while (to < buckets.used() && buckets.low(MetricsColumn.ITERATION, to) <= last) {
      to++;
    }
    return buckets.part(from, to);
  }

  private MetricsBuckets rows(long first, long last) throws IOException {
    MetricsBuckets found = new MetricsBuckets();
    boolean[] full = {false};
    MetricsScan.Sink within =
        new MetricsScan.Sink() {
          @Override
          public void add(RowFields row) {
            double iteration = row.get(MetricsColumn.ITERATION);
            full[0] |= iteration > last;
            if (iteration >= first && iteration <= last) {
              found.add(row);
            }
          }

          @Override
          public void addDamaged() {
            found.addDamaged();
          }

          @Override
          public boolean isFull() {
            return full[0];
          }
        };
    try {
      new MetricsScan(within).from(file, MetricsPlace.before(file, first));
    } catch (NoSuchFileException e) {
      return new MetricsBuckets();
    }
    return found;
  }

  /**
   * Returns single rows of a range of iterations.
   *
   * @param first the first iteration
   * @param last the last one; the range must fit into memory
   * @throws IOException if the file cannot be read
   */
  public List<MetricsRow> single(long first, long last) throws IOException {
    List<MetricsRow> rows = new ArrayList<>();
    MetricsScan.Sink within =
        new MetricsScan.Sink() {
          @Override
          public void add(RowFields row) {
            double iteration = row.get(MetricsColumn.ITERATION);
            if (iteration >= first && iteration <= last) {
              rows.add(row.toRow());
            }
          }

          @Override
          public void addDamaged() {}
        };
    try {
      new MetricsScan(within).from(file, MetricsPlace.before(file, first));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return rows;
  }

  private static DownsampledMetrics thin(MetricsBuckets buckets, int most) {
    buckets.joinTo(most);
    return new DownsampledMetrics(buckets);
  }
}
