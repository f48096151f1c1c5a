package org.saehdbw.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.saehdbw.tensors.CounterRandom;

/** A series bent to a ring, from which blocks of neighbours are drawn. */
final class CircularBlocks {
  /** With fewer whole blocks the drawings say next to nothing, so longer ones are shortened. */
  private static final double FEWEST_UNITS = 3;

  private final int n;
  private final int block;

  /** Sums of the first values of the ring, gone round twice. */
  private final double[] sums;

  private final int[] rank;
  private final double[] sorted;
  private final int[] counts;

  CircularBlocks(double[] series, int blockLength) {
    n = series.length;
    block = Math.min(blockLength, (int) (n / FEWEST_UNITS));
    sums = new double[2 * n + 1];
    for (int i = 0; i < 2 * n; i++) {
      sums[i + 1] = sums[i] + series[i % n];
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> series[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    rank = new int[n];
    sorted = new double[n];
    for (int place = 0; place < n; place++) {
      rank[order[place]] = place;
      sorted[place] = series[order[place]];
    }
    counts = new int[n];
  }

  int length() {
    return n;
  }

  /** How many blocks lie in the series, at least 3. */
  double units() {
    return (double) n / block;
  }

  double mean() {
    return sums[n] / n;
  }

  double median() {
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Draws n values in blocks, the last one cut, and returns their mean. */
  double drawMean(CounterRandom random) {
    double sum = 0;
    for (int drawn = 0; drawn < n; drawn += block) {
      int from = random.nextInt(n);
      int length = Math.min(block, n - drawn);
      sum += sums[from + length] - sums[from];
    }
    return sum / n;
  }

  /** Draws n values in blocks, the last one cut, and returns their median, counted by rank. */
  double drawMedian(CounterRandom random) {
    Arrays.fill(counts, 0);
    for (int drawn = 0; drawn < n; drawn += block) {
      int from = random.nextInt(n);
      int length = Math.min(block, n - drawn);
      for (int i = from; i < from + length; i++) {
        counts[rank[i < n ? i : i - n]]++;
      }
    }
    return (drawnAt((n - 1) / 2) + drawnAt(n / 2)) / 2;
  }

  /** The value that has so many drawn ones before it. */
  private double drawnAt(int place) {
    int seen = 0;
    int at = 0;
    while (seen + counts[at] <= place) {
      seen += counts[at++];
    }
    return sorted[at];
  }

  static double medianOf(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
