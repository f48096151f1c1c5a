package org.saehdbw.experiments.sweeps.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.statistics.Interval;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.statistics.Seeds;

/**
 * What came of a point, over its seeds.
 *
 * @param point its settings as text by key
 * @param results one for each seed that has a result, in the order of their numbers
 */
public record PointResult(Map<String, String> point, List<TrialResult> results) {
  private static final double LEVEL = 0.95;

  /** Copies the collections. */
  public PointResult {
    point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
    results = List.copyOf(results);
  }

  /** Returns the point for people. */
  public String text() {
    return Trial.text(point);
  }

  /** Returns the results of trials that were done. */
  public List<TrialResult> done() {
    return results.stream().filter(TrialResult::isDone).toList();
  }

  /** Returns the fewest iterations of a trial that was done, 0 where none was. */
  public long iterations() {
    return done().stream().mapToLong(TrialResult::iterations).min().orElse(0);
  }

  /** Returns how many trials that were done never reached the quality they were trained to. */
  public int censored() {
    return (int) done().stream().filter(TrialResult::isCensored).count();
  }

  /**
   * Returns a figure by seed, of the trials that were done and have it; iterations and seconds of
   * trials that did not reach their quality are left out.
   */
  public Map<Long, Double> bySeed(String figure) {
    Map<Long, Double> values = new LinkedHashMap<>();
    for (TrialResult result : done()) {
      double value = result.compared(figure);
      if (Double.isFinite(value)) {
        values.put(result.trial().seed(), value);
      }
    }
    return values;
  }

  /** Returns a figure's mean over seeds, NaN where no trial has it. */
  public double mean(String figure) {
    return bySeed(figure).values().stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns the t interval of a figure's mean; empty below five seeds. */
  public Optional<Interval> interval(String figure) {
    double[] values = bySeed(figure).values().stream().mapToDouble(Double::doubleValue).toArray();
    return Seeds.enough(values.length)
        ? Optional.of(PairedT.of(new double[values.length], values, LEVEL).interval())
        : Optional.empty();
  }
}
