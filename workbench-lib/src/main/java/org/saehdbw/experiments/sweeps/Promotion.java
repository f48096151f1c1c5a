package org.saehdbw.experiments.sweeps;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A point's place among others.
 *
 * @param point its index in the plan
 * @param mean of the metric over its seeds; infinite, the worst, if a trial of it was not done
 */
record Promotion(int point, double mean) {
  /** Ranks points, the best first; of equal ones the one that was planned first. */
  static List<Promotion> rank(Map<Integer, List<TrialResult>> results, String metric) {
    double worst =
        TrialFigures.lowerIsBetter(metric) ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    Comparator<Promotion> order = Comparator.comparingDouble(Promotion::mean);
    return results.entrySet().stream()
        .map(entry -> new Promotion(entry.getKey(), mean(entry.getValue(), metric, worst)))
        .sorted(
            (TrialFigures.lowerIsBetter(metric) ? order : order.reversed())
                .thenComparingInt(Promotion::point))
        .toList();
  }

  private static double mean(List<TrialResult> results, String metric, double worst) {
    double sum = 0;
    for (TrialResult result : results) {
      double value = result.figure(metric);
      if (!result.isDone() || Double.isNaN(value)) {
        return worst;
      }
      sum += value;
    }
    return sum / results.size();
  }
}
