package org.saehdbw.statistics.sequential;

import java.util.OptionalInt;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How many seeds one look would need to find a difference: the smallest n with {@code effect *
 * sqrt(n) >= t(1 - level / 2) + t(power)} at n - 1 degrees of freedom, the usual approximation of
 * the noncentral t distribution.
 */
public final class Needed {
  private static final int FEWEST = 3;
  private static final int MOST = 100_000;

  private Needed() {}

  /**
   * Returns the number of seeds.
   *
   * @param effect the difference in standard deviations of the differences over seeds, above 0
   * @param level of the two-sided test, between 0 and 1
   * @param power the chance to find the difference, at least 0.5 and below 1
   * @return empty above 100,000
   * @throws IllegalArgumentException if the effect or the power is not in its range
   */
  public static OptionalInt seeds(double effect, double level, double power) {
    if (!(effect > 0) || !(power >= 0.5 && power < 1)) {
      throw new IllegalArgumentException(
          "the effect must be above 0 and the power at least 0.5 and below 1, got "
              + (effect + " and " + power));
    }
    NormalDistribution normal = new NormalDistribution();
    double least =
        (normal.inverseCumulativeProbability(1 - level / 2)
                + normal.inverseCumulativeProbability(power))
            / effect;
    // The quantiles of t are larger than those of the normal distribution.
    for (double n = Math.max(FEWEST, Math.ceil(least * least)); n <= MOST; n++) {
      TDistribution t = new TDistribution(n - 1);
      double reach = t.inverseCumulativeProbability(1 - level / 2);
      if (effect * Math.sqrt(n) >= reach + t.inverseCumulativeProbability(power)) {
        return OptionalInt.of((int) n);
      }
    }
    return OptionalInt.empty();
  }
}
