package org.saehdbw.experiments.deciding;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.saehdbw.statistics.PairedT;
import org.saehdbw.statistics.sequential.Design;
import org.saehdbw.statistics.sequential.Equivalence;
import org.saehdbw.statistics.sequential.Needed;
import org.saehdbw.statistics.sequential.Simulation;

/**
 * The figures of two that a look compared.
 *
 * @param firstMean of the metric
 * @param secondMean of the metric
 * @param low the lower end of the interval of the first less the second, at the level of the look
 * @param high its upper end
 * @param level of the interval
 * @param differenceP of the two-sided test for a difference
 * @param equivalenceP of the two one-sided tests for a difference of less than the margin
 * @param deviation the standard deviation of the difference over seeds
 * @param margin in the metric's unit
 * @param power the chance that the design had to find a difference of one margin between two whose
 *     difference spreads so
 */
public record PairFigures(
    double firstMean,
    double secondMean,
    double low,
    double high,
    double level,
    double differenceP,
    double equivalenceP,
    double deviation,
    double margin,
    double power) {
  private static final double HUNDRED = 100;
  private static final double POWER = 0.8;

  /**
   * What was tested, and what came of it.
   *
   * @param first values, one a seed
   * @param second values in the same order of seeds
   * @param difference the first less the second
   * @param equivalence of the two
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  public record Tested(
      double[] first, double[] second, PairedT difference, Equivalence equivalence) {}

  /**
   * Works them out.
   *
   * @param points that share the error rate of the design
   */
  public static PairFigures of(Design design, int points, Tested tested) {
    DescriptiveStatistics differences = new DescriptiveStatistics();
    for (int i = 0; i < tested.first().length; i++) {
      differences.addValue(tested.first()[i] - tested.second()[i]);
    }
    double margin = design.margin().inUnits(tested.second());
    double deviation = differences.getStandardDeviation();
    return new PairFigures(
        Arrays.stream(tested.first()).average().orElseThrow(),
        Arrays.stream(tested.second()).average().orElseThrow(),
        tested.difference().interval().low(),
        tested.difference().interval().high(),
        tested.difference().interval().level(),
        tested.difference().pValue(),
        tested.equivalence().pValue(),
        deviation,
        margin,
        margin > 0 ? Simulation.power(design, points, deviation / margin) : 0);
  }

  /** Returns the ends of the interval as a size, in percent of a second's mean above 0. */
  public String relative() {
    double near = Math.min(Math.abs(low), Math.abs(high));
    double far = Math.max(Math.abs(low), Math.abs(high));
    if (secondMean > 0) {
      double percent = HUNDRED / secondMean;
      return String.format(Locale.ROOT, "%.1f %% to %.1f %%", percent * near, percent * far);
    }
    return String.format(Locale.ROOT, "%.4g to %.4g", near, far);
  }

  /**
   * Returns what it would take to find a difference of the margin, in a sentence. The margin and
   * the standard deviation must be above 0.
   *
   * @param points that share the error rate of the design
   */
  public String needed(Design design, int points) {
    double last = design.differenceLevel(design.looks().count() - 1, points);
    OptionalInt seeds = Needed.seeds(margin / deviation, last, POWER);
    return seeds.isPresent()
        ? "For 80 % it takes about " + seeds.getAsInt() + " seeds."
        : "For 80 % it takes more than 100,000 seeds.";
  }
}
