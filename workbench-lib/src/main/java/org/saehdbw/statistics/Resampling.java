package org.saehdbw.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.saehdbw.tensors.CounterRandom;

/** One figure drawn again and again, and the interval of what came. */
final class Resampling {
  private Resampling() {}

  /**
   * Returns the percentile interval of many drawn figures, its tails widened for few independent
   * units as in Hesterberg, "What teachers should know about the bootstrap" (2015): where figures
   * are normal it is the t interval, while the plain percentile interval is too short.
   *
   * @param figure draws once
   * @param times how often
   * @param units how many independent things are drawn from: blocks or pairs, at least 2
   */
  static Interval interval(
      ToDoubleFunction<CounterRandom> figure, long seed, int times, double units, double level) {
    double[] drawn = new double[times];
    for (int i = 0; i < times; i++) {
      drawn[i] = figure.applyAsDouble(CounterRandom.of(seed, "bootstrap", i, 0));
    }
    Arrays.sort(drawn);
    double t = new TDistribution(units - 1).inverseCumulativeProbability(0.5 + level / 2);
    double tail =
        new NormalDistribution().cumulativeProbability(-t * Math.sqrt(units / (units - 1)));
    return new Interval(quantile(drawn, tail), quantile(drawn, 1 - tail), level);
  }

  /** Between the two neighbours in order, as most programs do it (R's type 7). */
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] == sorted[above]
        ? sorted[below]
        : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
