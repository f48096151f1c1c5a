package org.saehdbw.training.updates;

import java.util.LinkedHashMap;
import java.util.Map;

/** Each loss term's mean over samples and iterations. */
public final class TermMeans {
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private long iterations;

  /** Adds an iteration: each term's values, one a sample. */
  public void add(Map<String, float[]> terms) {
    iterations++;
    terms.forEach(
        (name, values) -> {
          double sum = 0;
          for (float value : values) {
            sum += value;
          }
          sums.merge(name, sum / values.length, Double::sum);
        });
  }

  /** Returns the means and begins anew; empty when nothing was added. */
  public Map<String, Double> take() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / iterations));
    sums.clear();
    iterations = 0;
    return means;
  }
}
