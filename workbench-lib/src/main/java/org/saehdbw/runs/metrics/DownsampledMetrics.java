package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.statistics.Curve;

/**
 * A run's metrics, thinned for charts: at most {@value MetricsBuckets#MOST} buckets of the same
 * number of neighbouring rows, and of every column the mean, the least and the largest value in
 * each. Values that are not finite count as unknown.
 *
 * <p>Long files are read once; what they come to is kept in {@code metrics.cache} beside them,
 * which is derived, may be deleted and is not written where the folder is read-only.
 */
public final class DownsampledMetrics {
  private static final double MILLIS = 1000;

  private final MetricsBuckets buckets;

  DownsampledMetrics(MetricsBuckets buckets) {
    this.buckets = buckets;
  }

  /**
   * Reads a run's metrics, from the cache where it fits.
   *
   * @param metricsFile {@link RunFolder#metricsFile()}; without the file there are no rows
   * @throws IOException if the file cannot be read
   */
  public static DownsampledMetrics read(Path metricsFile) throws IOException {
    return new DownsampledMetrics(MetricsCache.open(metricsFile).buckets());
  }

  /**
   * Reads the metrics of many runs, several at a time.
   *
   * @throws IOException if a file cannot be read
   */
  public static List<DownsampledMetrics> readAll(List<Path> metricsFiles) throws IOException {
    try {
      return metricsFiles.parallelStream()
          .map(
              file -> {
                try {
                  return read(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /** Returns how many rows the file has. */
  public long rows() {
    return buckets.rows();
  }

  /** Returns how many lines could not be read. */
  public long damagedLines() {
    return buckets.damaged();
  }

  /** Returns how many rows a bucket takes, a power of 2; the last one may have fewer. */
  public long rowsPerBucket() {
    return buckets.width();
  }

  /** Returns the sum of a column over all rows, 0 where nothing is known. */
  public double total(MetricsColumn column) {
    double total = 0;
    for (int i = 0; i < buckets.used(); i++) {
      total += buckets.sum(column, i);
    }
    return total;
  }

  /** Returns the mean of a column in each bucket, NaN where nothing is known. */
  public double[] means(MetricsColumn column) {
    double[] means = new double[buckets.used()];
    Arrays.setAll(means, i -> buckets.sum(column, i) / buckets.count(column, i));
    return means;
  }

  /** Returns the least value of a column in each bucket, NaN where nothing is known. */
  public double[] lows(MetricsColumn column) {
    double[] lows = new double[buckets.used()];
    Arrays.setAll(lows, i -> buckets.low(column, i));
    return lows;
  }

  /** Returns the largest value of a column in each bucket, NaN where nothing is known. */
  public double[] highs(MetricsColumn column) {
    double[] highs = new double[buckets.used()];
    Arrays.setAll(highs, i -> buckets.high(column, i));
    return highs;
  }

  /**
   * Returns how long training had gone on in the middle of each bucket, in seconds: the sum of the
   * steps so far, without saves, previews and pauses.
   */
  public double[] seconds() {
    double[] seconds = new double[buckets.used()];
    double before = 0;
    for (int i = 0; i < seconds.length; i++) {
      double own = buckets.sum(MetricsColumn.STEP, i) / MILLIS;
      seconds[i] = before + own / 2;
      before += own;
    }
    return seconds;
  }

  /**
   * Returns the bucket means of a column over the iterations.
   *
   * @throws IllegalArgumentException if no value of the column is known
   */
  public Curve curve(MetricsColumn column) {
    return curve(means(MetricsColumn.ITERATION), column);
  }

  /**
   * Returns the bucket means of a column over the seconds of training.
   *
   * @throws IllegalArgumentException if no value of the column is known
   */
  public Curve curveOverSeconds(MetricsColumn column) {
    return curve(seconds(), column);
  }

  /** Leaves out what is unknown or goes back, as two rows of one iteration do. */
  private Curve curve(double[] x, MetricsColumn column) {
    double[] y = means(column);
    int kept = 0;
    for (int i = 0; i < y.length; i++) {
      if (Double.isFinite(y[i]) && (kept == 0 || x[i] > x[kept - 1])) {
        x[kept] = x[i];
        y[kept++] = y[i];
      }
    }
    if (kept == 0) {
      throw new IllegalArgumentException(
          "a curve needs a known value, but "
              + column.header()
              + " has none in "
              + rows()
              + " rows");
    }
    return new Curve(Arrays.copyOf(x, kept), Arrays.copyOf(y, kept));
  }
}
