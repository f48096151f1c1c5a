package org.saehdbw.training.gradients;

import java.util.List;
import java.util.Locale;

/**
 * What a {@link GradientCheck} found.
 *
 * @param of what was checked
 * @param rows one an array
 * @param problems what is wrong, one line each; empty if nothing is
 */
public record GradientReport(String of, List<Row> rows, List<String> problems) {
  /**
   * One array's gradient.
   *
   * @param array the array's name
   * @param compared how many of its elements were compared
   * @param largest the largest gradient among them, by finite differences, without its sign
   * @param eager the largest difference of the eager interpreter's gradients, as a share of {@code
   *     largest}
   * @param script likewise of the script interpreter's
   */
  public record Row(String array, int compared, double largest, double eager, double script) {}

  /** Copies the lists. */
  public GradientReport {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /** Says whether all gradients agree and are finite. */
  public boolean passes() {
    return problems.isEmpty();
  }

  /** Returns one line: what was checked and what came of it. */
  @Override
  public String toString() {
    int compared = rows.stream().mapToInt(Row::compared).sum();
    return String.format(
        Locale.ROOT,
        "gradient of %s: %s, %d values compared",
        of,
        passes() ? "as it should be" : String.join("; ", problems),
        compared);
  }
}
