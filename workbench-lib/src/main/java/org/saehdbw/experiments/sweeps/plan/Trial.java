package org.saehdbw.experiments.sweeps.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One training of a sweep.
 *
 * @param number counted from 1 over the whole sweep; never given twice
 * @param point the settings in which it differs from others, as text by key
 * @param seed of its random draws
 */
public record Trial(int number, Map<String, String> point, long seed) {
  /** Copies the point, keeping its order. */
  public Trial {
    point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
  }

  /** Returns the name of its files, such as {@code t0003}. */
  public String label() {
    return String.format(Locale.ROOT, "t%04d", number);
  }

  /** Returns the point for people: the model's name alone, or {@code key=value} words. */
  public String pointText() {
    return text(point);
  }

  /** Returns a point for people: {@code base} where it sets nothing. */
  public static String text(Map<String, String> point) {
    if (point.isEmpty()) {
      return "base";
    }
    return point.entrySet().stream()
        .map(e -> e.getKey().equals("model") ? e.getValue() : e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }
}
