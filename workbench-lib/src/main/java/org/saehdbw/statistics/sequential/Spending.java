package org.saehdbw.statistics.sequential;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How much of the error rate is spent by the time that a share of the seeds is there (K. K. G. Lan
 * and D. L. DeMets, Discrete sequential boundaries for clinical trials, Biometrika 70, 1983). The
 * looks need not be equally far apart.
 */
public enum Spending {
  /** Like O'Brien and Fleming's boundaries: little early, nearly all at the last look. */
  OBRIEN_FLEMING {
    @Override
    double share(double alpha, double share) {
      double quantile = NORMAL.inverseCumulativeProbability(1 - alpha / 2);
      return 2 * NORMAL.cumulativeProbability(-quantile / Math.sqrt(share));
    }
  },
  /** Like Pocock's boundaries: about the same at each look. */
  POCOCK {
    @Override
    double share(double alpha, double share) {
      return alpha * Math.log(1 + (Math.E - 1) * share);
    }
  };

  private static final NormalDistribution NORMAL = new NormalDistribution();

  abstract double share(double alpha, double share);

  /**
   * Returns the error rate that is spent so far.
   *
   * @param alpha the whole error rate, between 0 and 1
   * @param share of the seeds that are there, from 0 to 1
   * @return from 0, at no seeds, to {@code alpha}, at all of them
   * @throws IllegalArgumentException if an argument is not in its range
   */
  public double spent(double alpha, double share) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be between 0 and 1, got " + alpha);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share must be from 0 to 1, got " + share);
    }
    return share == 0 ? 0 : share(alpha, share);
  }

  /** Returns the word in experiment files, such as {@code pocock}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the words of all. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Spending::text).toList();
  }
}
