package org.saehdbw.dashboard;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.PageProblem;

/**
 * Which iterations a chart shows.
 *
 * @param recent so many last iterations, 0 for all or where {@code from} and {@code to} are given
 * @param from the first iteration, 0 without
 * @param to the last iteration, 0 without
 * @param points at most so many
 */
record SeriesRange(long recent, long from, long to, int points) {
  private static final int USUAL_POINTS = 400;
  private static final int MOST_POINTS = 1024;

  /**
   * Reads the parameters {@code last}, {@code from}, {@code to} and {@code points}.
   *
   * @throws PageProblem if one is not a number in its range
   */
  static SeriesRange of(Context request) {
    return new SeriesRange(
        number(request, "last", 0, Long.MAX_VALUE, 0),
        number(request, "from", 0, Long.MAX_VALUE, 0),
        number(request, "to", 0, Long.MAX_VALUE, 0),
        (int) number(request, "points", 2, MOST_POINTS, USUAL_POINTS));
  }

  static long number(Context request, String name, long low, long high, long usual) {
    @Nullable String text = request.queryParam(name);
    if (text == null) {
      return usual;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new PageProblem(
        400, name + " must be a whole number from " + low + " to " + high + ", got " + text);
  }

  boolean isWhole() {
    return recent == 0 && from == 0 && to == 0;
  }

  long first(long lastIteration) {
    return recent > 0 ? Math.max(1, lastIteration - recent + 1) : from;
  }

  long last(long lastIteration) {
    return recent > 0 || to == 0 ? lastIteration : to;
  }
}
