package org.saehdbw.statistics.sequential;

import java.util.ArrayList;
import java.util.List;

/**
 * At how many seeds a comparison is looked at.
 *
 * @param seeds rising, each at least 3
 */
public record Looks(List<Integer> seeds) {
  /** A t test of fewer pairs has one degree of freedom, and no use here. */
  private static final int FEWEST = 3;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty, does not rise, or begins below 3
   */
  public Looks {
    seeds = List.copyOf(seeds);
    boolean rises = !seeds.isEmpty() && seeds.get(0) >= FEWEST;
    for (int i = 1; i < seeds.size(); i++) {
      rises &= seeds.get(i) > seeds.get(i - 1);
    }
    if (!rises) {
      throw new IllegalArgumentException(
          "looks must be rising numbers of seeds, each at least " + FEWEST + ", got " + seeds);
    }
  }

  /**
   * Returns looks at {@code first} seeds, then after each {@code add}, and at {@code most}.
   *
   * @throws IllegalArgumentException if {@code first} is below 3, {@code add} below 1, or {@code
   *     most} below {@code first}
   */
  public static Looks of(int first, int add, int most) {
    if (add < 1 || most < first) {
      throw new IllegalArgumentException(
          "looks need at least one seed more each time, and a most that is not below the first, got"
              + (" first " + first + ", add " + add + ", most " + most));
    }
    List<Integer> seeds = new ArrayList<>();
    for (int at = first; at < most; at += add) {
      seeds.add(at);
    }
    seeds.add(most);
    return new Looks(seeds);
  }

  /** Returns how many looks there are. */
  public int count() {
    return seeds.size();
  }

  /** Returns the seeds of the last look. */
  public int most() {
    return seeds.get(seeds.size() - 1);
  }

  /** Returns the share of all seeds that are there at a look, counted from 0. */
  public double share(int look) {
    return (double) seeds.get(look) / most();
  }
}
