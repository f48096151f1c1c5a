package org.saehdbw.charts;

import java.util.Map;

/**
 * One training of a sweep, as charts of effects take it.
 *
 * @param point the swept settings by their keys
 * @param seed of the training
 * @param value the metric it came to, finite
 */
public record EffectTrial(Map<String, String> point, long seed, double value) {
  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if the value is not finite
   */
  public EffectTrial {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a trial's value must be finite, got " + value + " for " + point);
    }
    point = Map.copyOf(point);
  }

  /**
   * Returns the level of a key.
   *
   * @throws IllegalArgumentException if the trial has none
   */
  String level(String key) {
    String level = point.get(key);
    if (level == null) {
      throw new IllegalArgumentException("every trial must have " + key + ", got " + point);
    }
    return level;
  }
}
