package org.saehdbw.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One figure of a benchmark.
 *
 * @param name what was measured
 * @param value our median
 * @param unit s, ms, us (microseconds), MiB, or yes (1) for what must hold
 * @param low the smallest of ours
 * @param high the largest of ours
 * @param baseline the other program's median in the same run, where one ran beside ours
 * @param ratio the median of the rounds' ratios, ours over the other's
 */
record BenchRow(
    String name,
    double value,
    String unit,
    double low,
    double high,
    OptionalDouble baseline,
    OptionalDouble ratio) {

  /** A figure with nothing beside it. */
  static BenchRow alone(String name, double value, String unit, double low, double high) {
    return new BenchRow(
        name, value, unit, low, high, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** The row as JSON shows it. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("case", name);
    map.put("value", value);
    map.put("unit", unit);
    map.put("low", low);
    map.put("high", high);
    baseline.ifPresent(b -> map.put("baseline", b));
    ratio.ifPresent(r -> map.put("ratio", r));
    return map;
  }
}
