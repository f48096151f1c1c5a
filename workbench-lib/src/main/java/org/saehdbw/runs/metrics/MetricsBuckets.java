package org.saehdbw.runs.metrics;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * All columns of a growing table, thinned: the same number of neighbouring rows in each bucket, and
 * of each column how many known values a bucket has, their sum, the least and the largest. When the
 * buckets are used up, neighbours join and each takes twice as many rows.
 */
final class MetricsBuckets implements MetricsScan.Sink {
  /** More than a chart has pixels to show. */
  static final int MOST = 1024;

  private static final int BYTES_OF_ONE = MetricsColumn.COUNT * (Integer.BYTES + 3 * Double.BYTES);

  private final int[] counts = new int[MetricsColumn.COUNT * MOST];
  private final double[] sums = new double[MetricsColumn.COUNT * MOST];
  private final double[] lows = new double[MetricsColumn.COUNT * MOST];
  private final double[] highs = new double[MetricsColumn.COUNT * MOST];
  private long width = 1;
  private long rows;
  private long damaged;

  MetricsBuckets() {
    Arrays.fill(lows, Double.POSITIVE_INFINITY);
    Arrays.fill(highs, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void add(RowFields row) {
    if (rows == width * MOST) {
      join();
    }
    int bucket = (int) (rows / width);
    for (int column = 0; column < MetricsColumn.COUNT; column++) {
      double value = row.get(column);
      if (Double.isFinite(value)) {
        int at = column * MOST + bucket;
        counts[at]++;
        sums[at] += value;
        lows[at] = Math.min(lows[at], value);
        highs[at] = Math.max(highs[at], value);
      }
    }
    rows++;
  }

  @Override
  public void addDamaged() {
    damaged++;
  }

  long rows() {
    return rows;
  }

  long damaged() {
    return damaged;
  }

  long width() {
    return width;
  }

  int used() {
    return (int) ((rows + width - 1) / width);
  }

  /** How many known values of a column a bucket has. */
  int count(MetricsColumn column, int bucket) {
    return counts[column.place() * MOST + bucket];
  }

  double sum(MetricsColumn column, int bucket) {
    return sums[column.place() * MOST + bucket];
  }

  double low(MetricsColumn column, int bucket) {
    return count(column, bucket) == 0 ? Double.NaN : lows[column.place() * MOST + bucket];
  }

  double high(MetricsColumn column, int bucket) {
    return count(column, bucket) == 0 ? Double.NaN : highs[column.place() * MOST + bucket];
  }

  /** How many bytes {@link #writeTo} writes. */
  int bytes() {
    return 3 * Long.BYTES + used() * BYTES_OF_ONE;
  }

  void writeTo(ByteBuffer out) {
    out.putLong(rows).putLong(damaged).putLong(width);
    for (int column = 0; column < MetricsColumn.COUNT; column++) {
      for (int at = column * MOST; at < column * MOST + used(); at++) {
        out.putInt(counts[at]).putDouble(sums[at]).putDouble(lows[at]).putDouble(highs[at]);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote and was kept whole. */
  static MetricsBuckets readFrom(ByteBuffer in) {
    MetricsBuckets buckets = new MetricsBuckets();
    buckets.rows = in.getLong();
    buckets.damaged = in.getLong();
    buckets.width = in.getLong();
    for (int column = 0; column < MetricsColumn.COUNT; column++) {
      for (int at = column * MOST; at < column * MOST + buckets.used(); at++) {
        buckets.counts[at] = in.getInt();
        buckets.sums[at] = in.getDouble();
        buckets.lows[at] = in.getDouble();
        buckets.highs[at] = in.getDouble();
      }
    }
    return buckets;
  }

  /**
   * Returns buckets of this table as a table of their own.
   *
   * @param from the first bucket
   * @param to the one after the last, at most {@link #used}
   */
  MetricsBuckets part(int from, int to) {
    MetricsBuckets part = new MetricsBuckets();
    part.width = width;
    part.rows = to <= from ? 0 : Math.min(rows, to * width) - from * width;
    for (int column = 0; column < MetricsColumn.COUNT && to > from; column++) {
      int source = column * MOST + from;
      int target = column * MOST;
      System.arraycopy(counts, source, part.counts, target, to - from);
      System.arraycopy(sums, source, part.sums, target, to - from);
      System.arraycopy(lows, source, part.lows, target, to - from);
      System.arraycopy(highs, source, part.highs, target, to - from);
    }
    return part;
  }

  /** Joins neighbours until at most so many buckets are left. */
  void joinTo(int most) {
    while (used() > most) {
      join();
    }
  }

  private void join() {
    for (int column = 0; column < MetricsColumn.COUNT; column++) {
      int first = column * MOST;
      for (int i = 0; i < MOST / 2; i++) {
        int left = first + 2 * i;
        counts[first + i] = counts[left] + counts[left + 1];
        sums[first + i] = sums[left] + sums[left + 1];
        lows[first + i] = Math.min(lows[left], lows[left + 1]);
        highs[first + i] = Math.max(highs[left], highs[left + 1]);
      }
      Arrays.fill(counts, first + MOST / 2, first + MOST, 0);
      Arrays.fill(sums, first + MOST / 2, first + MOST, 0);
      Arrays.fill(lows, first + MOST / 2, first + MOST, Double.POSITIVE_INFINITY);
      Arrays.fill(highs, first + MOST / 2, first + MOST, Double.NEGATIVE_INFINITY);
    }
    width *= 2;
  }
}
