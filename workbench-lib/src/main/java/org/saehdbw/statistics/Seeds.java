package org.saehdbw.statistics;

/** How many seeds it takes. */
public final class Seeds {
  /**
   * Trainings with different seeds below which nothing is concluded: points are shown, but no band
   * and no verdict. A percentile bootstrap of three values covers 73 % where it says 95 %, and a t
   * interval of three is 4.3 standard errors wide on each side.
   */
  public static final int ENOUGH_FOR_A_VERDICT = 5;

  private Seeds() {}

  /** Whether that many seeds allow a band and a verdict. */
  public static boolean enough(int seeds) {
    return seeds >= ENOUGH_FOR_A_VERDICT;
  }

  /** Returns {@code 1 seed}, {@code 3 seeds}. */
  public static String count(int seeds) {
    return seeds + (seeds == 1 ? " seed" : " seeds");
  }
}
