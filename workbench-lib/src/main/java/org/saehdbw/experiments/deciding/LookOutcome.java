package org.saehdbw.experiments.deciding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.saehdbw.statistics.sequential.Look;

/** How a look at the points of a sweep, or at an arm against colour, ended. */
public enum LookOutcome {
  /** The first point was found better than all others, or the arm better or worse than colour. */
  DIFFERENT,
  /** The best two, or the arm and colour, differ by less than the margin. */
  EQUIVALENT,
  /** Neither; seeds are added if the plan has more. */
  OPEN,
  /** Fewer than two points, or not both arms, have a result of every seed. */
  NOT_COMPARABLE;

  /** Returns the outcome of a comparison. */
  public static LookOutcome of(Look.Outcome outcome) {
    return valueOf(outcome.name());
  }

  /** Whether no more seeds are added. */
  public boolean ends() {
    return this != OPEN;
  }

  /** Returns the words in ledgers and answers, such as {@code not comparable}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String toString() {
    return text();
  }
}
