package org.saehdbw.experiments.sweeps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guesses how long the rest takes: as long as the same points took with other seeds. */
final class TimeLeft {
  private final Map<Integer, List<Double>> seconds = new LinkedHashMap<>();

  void add(int point, double wallSeconds) {
    seconds.computeIfAbsent(point, p -> new ArrayList<>()).add(wallSeconds);
  }

  /** Returns the guess for trials of these points, in seconds; empty before the first was made. */
  Optional<Double> of(List<Integer> points) {
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    double overall = mean(seconds.values().stream().flatMap(List::stream).toList());
    double sum = 0;
    for (int point : points) {
      sum += seconds.containsKey(point) ? mean(seconds.get(point)) : overall;
    }
    return Optional.of(sum);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
