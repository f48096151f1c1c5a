package org.saehdbw.checkpoints;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * Which generations stay when a new one was saved.
 *
 * @param last how many of the newest, at least 1
 * @param best how many of those with the lowest score, at least 0
 * @param everyNth generations whose iteration is a multiple of this; 0 is none
 */
public record KeepPolicy(int last, int best, int everyNth) {
  public static final Setting<Integer> KEEP_LAST =
      Setting.of("keep_last", SettingType.integer(1, 1000), 3, "checkpoints kept");
  public static final Setting<Integer> KEEP_EVERY =
      Setting.of(
          "keep_every",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          "keep each n-th iteration's checkpoint; 0 none");

  public static final List<Setting<?>> SETTINGS = List.of(KEEP_LAST, KEEP_EVERY);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is below its minimum
   */
  public KeepPolicy {
    if (last < 1 || best < 0 || everyNth < 0) {
      throw new IllegalArgumentException(
          "keep policy needs last at least 1, best and everyNth at least 0, got "
              + last
              + ", "
              + best
              + ", "
              + everyNth);
    }
  }

  /** Returns the last three and the best one. */
  public static KeepPolicy defaults() {
    return of(SettingValues.DEFAULTS);
  }

  /** Fills the policy from settings; the best one is always kept. */
  public static KeepPolicy of(SettingValues values) {
    return new KeepPolicy(values.get(KEEP_LAST), 1, values.get(KEEP_EVERY));
  }

  /** Returns the iterations to keep of those given with their scores. */
  Set<Long> keep(SortedMap<Long, OptionalDouble> scores) {
    Set<Long> kept = new TreeSet<>();
    scores.keySet().stream().skip(Math.max(0, scores.size() - last)).forEach(kept::add);
    scores.entrySet().stream()
        .filter(entry -> entry.getValue().isPresent())
        .sorted(Comparator.comparingDouble(entry -> entry.getValue().getAsDouble()))
        .limit(best)
        .map(Map.Entry::getKey)
        .forEach(kept::add);
    scores.keySet().stream()
        .filter(iteration -> everyNth > 0 && iteration % everyNth == 0)
        .forEach(kept::add);
    return kept;
  }
}
