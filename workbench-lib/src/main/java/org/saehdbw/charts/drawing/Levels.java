package org.saehdbw.charts.drawing;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The levels of a swept setting, as text or as numbers. */
public final class Levels {
  private Levels() {}

  /** Returns every level once: in the order of numbers where all are numbers, else as they came. */
  public static List<String> sorted(Collection<String> levels) {
    List<String> distinct = levels.stream().distinct().toList();
    if (distinct.stream().allMatch(level -> number(level).isPresent())) {
      return distinct.stream()
          .sorted(Comparator.comparingDouble(level -> number(level).orElseThrow()))
          .toList();
    }
    return distinct;
  }

  /** Returns the number a level is, if it is one. */
  static OptionalDouble number(String level) {
    try {
      double value = Double.parseDouble(level);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
