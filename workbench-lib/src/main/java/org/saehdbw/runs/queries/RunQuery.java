package org.saehdbw.runs.queries;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which runs are wanted, and in which order.
 *
 * @param conditions all of which must hold
 * @param sort the key that they are sorted by, with a minus before it for the largest first; empty
 *     for the order of their numbers
 * @param archived whether archived runs are wanted too
 */
public record RunQuery(List<RunCondition> conditions, String sort, boolean archived) {
  /** All runs that are not archived, by their numbers. */
  public static final RunQuery ALL = new RunQuery(List.of(), "", false);

  /** Copies the list. */
  public RunQuery {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads conditions.
   *
   * @param where each such as {@code held_out < 0.04}
   * @param sort such as {@code -date}; may be empty
   * @throws IllegalArgumentException if one is not a condition
   */
  public static RunQuery parse(List<String> where, String sort, boolean archived) {
    return new RunQuery(where.stream().map(RunCondition::parse).toList(), sort.strip(), archived);
  }

  /**
   * Returns the runs that are wanted, in their order. Archived ones are left out unless they are
   * wanted, or a condition asks for them.
   *
   * @param runs in the order of their numbers
   * @throws IllegalArgumentException if a key is not known; the message names the nearest ones
   */
  public List<RunFacts> apply(List<RunFacts> runs) {
    conditions.forEach(condition -> RunKeys.require(condition.key(), runs));
    boolean all =
        archived || conditions.stream().anyMatch(condition -> condition.key().equals("archived"));
    List<RunFacts> found = new ArrayList<>();
    for (RunFacts run : runs) {
      boolean hidden = run.labels().archived() && !all;
      if (!hidden && conditions.stream().allMatch(condition -> condition.test(run))) {
        found.add(run);
      }
    }
    if (!sort.isEmpty()) {
      boolean falling = sort.startsWith("-");
      String key = sort.replaceFirst("^[+-]", "");
      RunKeys.require(key, runs);
      found.sort(order(key, falling));
    }
    return found;
  }

  /** Runs without the value come last in both directions; equal ones keep their order. */
  private static Comparator<RunFacts> order(String key, boolean falling) {
    Comparator<Object> rising = RunQuery::compare;
    Comparator<Object> way = falling ? rising.reversed() : rising;
    return (one, other) -> {
      Optional<?> first = known(one, key);
      Optional<?> second = known(other, key);
      if (first.isEmpty() || second.isEmpty()) {
        return Boolean.compare(first.isEmpty(), second.isEmpty());
      }
      return way.compare(first.get(), second.get());
    };
  }

  private static Optional<?> known(RunFacts run, String key) {
    return RunKeys.value(run, key)
        .map(value -> value instanceof List<?> tags ? join(tags) : value)
        .filter(value -> !"".equals(value));
  }

  private static String join(List<?> tags) {
    return String.join(" ", tags.stream().map(String::valueOf).toList());
  }

  /** Numbers come before text. */
  private static int compare(Object one, Object other) {
    if (one instanceof Number first && other instanceof Number second) {
      return Double.compare(first.doubleValue(), second.doubleValue());
    }
    if (one instanceof Instant first && other instanceof Instant second) {
      return first.compareTo(second);
    }
    if (one instanceof Number || other instanceof Number) {
      return one instanceof Number ? -1 : 1;
    }
    return String.CASE_INSENSITIVE_ORDER.compare(String.valueOf(one), String.valueOf(other));
  }
}
