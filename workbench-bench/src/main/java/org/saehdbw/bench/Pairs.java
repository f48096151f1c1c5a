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
    double[] first = ours.stream().mapToDouble(figure).toArray();
    double[] second = theirs.stream().mapToDouble(figure).toArray();
    double[] ratios = new double[first.length];
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
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
