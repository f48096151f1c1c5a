package org.saehdbw.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Timings of two programs, round by round.
 *
 * @param ours the first program's
 * @param theirs the second program's
 */
record Pairs(List<StepTiming> ours, List<StepTiming> theirs) {
  BenchRow row(String name, String unit, ToDoubleFunction<StepTiming> figure) {
    return row(
        name,
        unit,
        ours.stream().mapToDouble(figure).toArray(),
        theirs.stream().mapToDouble(figure).toArray());
  }

  /** Returns the first program's figures beside the second's, with the median of their ratios. */
  static BenchRow row(String name, String unit, double[] first, double[] second) {
    double[] ratios = new double[first.length];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = first[i] / second[i];
      low = Math.min(low, first[i]);
      high = Math.max(high, first[i]);
    }
    return new BenchRow(
        name,
        Numbers.median(first),
        unit,
        low,
        high,
        OptionalDouble.of(Numbers.median(second)),
        OptionalDouble.of(Numbers.median(ratios)));
  }
}
