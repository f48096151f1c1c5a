package org.saehdbw.statistics.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.saehdbw.statistics.PairedT;

/**
 * What one look at points found. Points are named by their places in the list of values.
 *
 * @param outcome whether the comparison is over
 * @param first the point with the best mean
 * @param second the next of those that can still be the best; where there is none, the next
 * @param dropped points that were found worse than another one, rising
 * @param difference the first less the second, with the interval at the level of this look
 * @param equivalence of the two
 */
public record Look(
    Outcome outcome,
    int first,
    int second,
    List<Integer> dropped,
    PairedT difference,
    Equivalence equivalence) {
  /** An interval of a smaller error rate would have no end. */
  static final double LEAST = 1e-12;

  /** How a look ended. */
  public enum Outcome {
    /** The first was found better than all others. */
    DIFFERENT,
    /** The best two differ by less than the margin. */
    EQUIVALENT,
    /** Neither. */
    OPEN
  }

  /**
   * What a look is given.
   *
   * @param values of the points that can still be the best, one array a point, one value a seed
   * @param lowerIsBetter of the metric
   * @param look counted from 0
   * @param points that there were before the first look
   */
  public record Data(List<double[]> values, boolean lowerIsBetter, int look, int points) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are fewer than two points
     */
    public Data {
      values = List.copyOf(values);
      if (values.size() < 2) {
        throw new IllegalArgumentException("a look needs two points, got " + values.size());
      }
    }

    private List<Integer> ranked() {
      Comparator<Integer> order =
          Comparator.comparingDouble(
              point -> Arrays.stream(values.get(point)).average().orElseThrow());
      return IntStream.range(0, values.size())
          .boxed()
          .sorted(lowerIsBetter ? order : order.reversed())
          .toList();
    }
  }

  /** Copies the list. */
  public Look {
    dropped = List.copyOf(dropped);
  }

  /**
   * Compares points.
   *
   * @throws IllegalArgumentException if a value is not finite or points differ in their seeds
   */
  public static Look at(Design design, Data data) {
    List<Integer> ranked = data.ranked();
    double level = design.differenceLevel(data.look(), data.points());
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      if (!isWorse(data, ranked, i, level)) {
        alive.add(ranked.get(i));
      }
    }
    int first = ranked.get(0);
    int second = alive.size() > 1 ? alive.get(1) : ranked.get(1);
    double[] of = data.values().get(first);
    double[] other = data.values().get(second);
    Equivalence equivalence = Equivalence.of(of, other, design.margin());
    Outcome outcome = Outcome.OPEN;
    if (alive.size() == 1) {
      outcome = Outcome.DIFFERENT;
    } else if (equivalence.pValue() < design.equivalenceLevel(data.look(), data.points())) {
      outcome = Outcome.EQUIVALENT;
    }
    return new Look(
        outcome,
        first,
        second,
        ranked.stream().filter(point -> !alive.contains(point)).sorted().toList(),
        PairedT.of(other, of, 1 - Math.max(level, LEAST)),
        equivalence);
  }

  /** Whether a point was found worse than one that is ranked before it. */
  private static boolean isWorse(Data data, List<Integer> ranked, int place, double level) {
    double[] values = data.values().get(ranked.get(place));
    for (int i = 0; i < place; i++) {
      double[] better = data.values().get(ranked.get(i));
      if (PairedT.of(values, better, 1 - Math.max(level, LEAST)).pValue() < level) {
        return true;
      }
    }
    return false;
  }
}
