package org.saehdbw.experiments.sweeps.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the points of a sweep are found. */
public enum Search {
  /**
   * Every combination of the values of {@code over}, at each of {@code points} if there are any.
   */
  GRID,
  /** The points that are listed. */
  LIST,
  /** So many draws from {@code over}. */
  RANDOM,
  /**
   * As grid or, with {@code samples}, random; the better part of them continues with more budget.
   */
  HALVING;

  /** Returns the word in experiment files. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Search::text).toList();
  }
}
