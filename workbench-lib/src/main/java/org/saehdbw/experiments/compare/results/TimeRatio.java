package org.saehdbw.experiments.compare.results;

import java.util.Arrays;
import java.util.List;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.Interval;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.statistics.Seeds;

/**
 * How much longer one arm takes than another, of steps measured side by side.
 *
 * <p>A pair is what one process of each arm measured in the same rounds. Its figure is the
 * logarithm of the ratio of the mean step times; over the pairs that gives a paired t interval.
 * Neighbouring steps resemble one another and so do all steps of a process; pairs of other
 * processes do not, which is what the interval needs. How it was chosen: docs/decisions/0004.
 */
final class TimeRatio {
  /** Of all intervals. */
  static final double LEVEL = 0.95;

  /**
   * Pairs of processes below which no ratio and no verdict is given, as with seeds: a t interval of
   * two pairs is 12.7 standard errors wide on each side, and nothing shows whether it fits.
   */
  static final int ENOUGH_PAIRS = Seeds.ENOUGH_FOR_A_VERDICT;

  private TimeRatio() {}

  /**
   * Returns the mean time of b over that of a.
   *
   * @param a the first arm's step times, an array for each pair, all above 0
   * @param b the second arm's
   * @return the geometric mean of the pairs' ratios; its count is that of the pairs
   * @throws IllegalArgumentException if there are fewer than two pairs
   */
  static Estimate of(List<double[]> a, List<double[]> b) {
    return of(logs(a, b));
  }

  /** Returns the differences of the logarithms of the mean times, a pair for each pair. */
  static PairedT logs(List<double[]> a, List<double[]> b) {
    return PairedT.of(logMeans(a), logMeans(b), LEVEL);
  }

  /** Returns the ratio that differences of logarithms mean. */
  static Estimate of(PairedT logs) {
    Interval interval =
        new Interval(Math.exp(logs.interval().low()), Math.exp(logs.interval().high()), LEVEL);
    return new Estimate(Math.exp(logs.mean()), interval, logs.pairs());
  }

  private static double[] logMeans(List<double[]> blocks) {
    return blocks.stream()
        .mapToDouble(block -> Math.log(Arrays.stream(block).average().orElse(Double.NaN)))
        .toArray();
  }

  /** The ratio the other way round, as speed is to time. */
  static Estimate inverse(Estimate ratio) {
    Interval of = ratio.interval();
    return new Estimate(
        1 / ratio.value(), new Interval(1 / of.high(), 1 / of.low(), of.level()), ratio.count());
  }
}
