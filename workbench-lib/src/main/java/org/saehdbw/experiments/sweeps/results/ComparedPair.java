package org.saehdbw.experiments.sweeps.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.experiments.deciding.PairFigures;

/**
 * The best two points at a look.
 *
 * @param first the point with the best mean, as text by key
 * @param second the next one that can still be the best; where there is none, the next
 * @param firstMean of the metric
 * @param secondMean of the metric
 * @param low the lower end of the interval of the first less the second, at the level of the look
 * @param high its upper end
 * @param level of the interval
 * @param differenceP of the two-sided test for a difference
 * @param equivalenceP of the two one-sided tests for a difference of less than the margin
 * @param deviation the standard deviation of the difference over seeds
 * @param margin in the metric's unit
 * @param power the chance that the design had to find a difference of one margin between two points
 *     whose difference spreads so
 */
public record ComparedPair(
    Map<String, String> first,
    Map<String, String> second,
    double firstMean,
    double secondMean,
    double low,
    double high,
    double level,
    double differenceP,
    double equivalenceP,
    double deviation,
    double margin,
    double power) {
  /** Copies the points, keeping their order. */
  public ComparedPair {
    first = Collections.unmodifiableMap(new LinkedHashMap<>(first));
    second = Collections.unmodifiableMap(new LinkedHashMap<>(second));
  }

  /** Returns the pair with these figures. */
  public static ComparedPair of(
      Map<String, String> first, Map<String, String> second, PairFigures figures) {
    return new ComparedPair(
        first,
        second,
        figures.firstMean(),
        figures.secondMean(),
        figures.low(),
        figures.high(),
        figures.level(),
        figures.differenceP(),
        figures.equivalenceP(),
        figures.deviation(),
        figures.margin(),
        figures.power());
  }

  /** Returns its figures. */
  PairFigures figures() {
    return new PairFigures(
        firstMean,
        secondMean,
        low,
        high,
        level,
        differenceP,
        equivalenceP,
        deviation,
        margin,
        power);
  }
}
