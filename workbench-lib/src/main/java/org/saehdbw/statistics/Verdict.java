package org.saehdbw.statistics;

import java.util.Locale;

/**
 * A comparison in words that never say more than its interval allows: no difference is claimed when
 * the interval holds 0, none is denied, and fewer than five seeds give no verdict.
 *
 * @param outcome what was found
 * @param words a sentence without its full stop
 */
public record Verdict(Outcome outcome, String words) {
  private static final double HUNDRED = 100;

  /** What an interval allows to say of the arm that is spoken of. */
  public enum Outcome {
    /** Too few seeds to say anything. */
    NONE,
    /** The interval holds 0. */
    NO_DIFFERENCE,
    /** The whole interval is above 0. */
    HIGHER,
    /** The whole interval is below 0. */
    LOWER
  }

  /**
   * Judges by how much an arm's figure differs from the other's: {@code gray is faster by 4.1 % to
   * 5.9 %}, or {@code no difference was found: the interval -0.8 % to +1.1 % holds 0}.
   *
   * @param arm the name of the arm that is spoken of
   * @param difference its figure less the other arm's, in {@code unit}; an end at 0 holds 0
   * @param unit printed behind the numbers, such as {@code %} or {@code dB}
   * @param wording of the figure
   */
  public static Verdict of(String arm, Interval difference, String unit, DirectionWords wording) {
    if (difference.contains(0)) {
      return new Verdict(
          Outcome.NO_DIFFERENCE,
          String.format(
              Locale.ROOT,
              "no difference was found: the interval %s to %s holds 0",
              signed(difference.low(), unit),
              signed(difference.high(), unit)));
    }
    boolean above = difference.low() > 0;
    double least = above ? difference.low() : -difference.high();
    double most = above ? difference.high() : -difference.low();
    String words =
        String.format(
            Locale.ROOT,
            "%s is %s by %s to %s",
            arm,
            above ? wording.higher() : wording.lower(),
            plain(least, unit),
            plain(most, unit));
    return new Verdict(above ? Outcome.HIGHER : Outcome.LOWER, words);
  }

  /**
   * Judges a ratio, in percent of the other arm's figure.
   *
   * @param arm the name of the arm above the line
   * @param ratio its figure over the other arm's
   * @param wording of the figure
   */
  public static Verdict ofRatio(String arm, Estimate ratio, DirectionWords wording) {
    return of(arm, ratio.interval().scaled(HUNDRED, -HUNDRED), "%", wording);
  }

  /**
   * Judges a difference over seeds in a unit of its own; below five seeds it gives no verdict.
   *
   * @param arm the name of the second arm
   * @param difference the second arm less the first, a pair a seed
   * @param unit printed behind the numbers, such as {@code dB}
   * @param wording of the figure
   */
  public static Verdict overSeeds(
      String arm, PairedT difference, String unit, DirectionWords wording) {
    if (!Seeds.enough(difference.pairs())) {
      return new Verdict(
          Outcome.NONE, "no verdict: " + Seeds.count(difference.pairs()) + ", five are needed");
    }
    return of(arm, difference.interval(), unit, wording);
  }

  /**
   * Judges a difference over seeds in percent; below five seeds it gives no verdict.
   *
   * @param arm the name of the second arm
   * @param difference the second arm less the first, a pair a seed
   * @param base what 100 % are, such as the first arm's mean; above 0
   * @param wording of the figure
   * @throws IllegalArgumentException if the base is not above 0
   */
  public static Verdict overSeeds(
      String arm, PairedT difference, double base, DirectionWords wording) {
    if (!(base > 0 && base < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the base of percents must be above 0, got " + base);
    }
    PairedT percent =
        new PairedT(
            HUNDRED / base * difference.mean(),
            difference.interval().scaled(HUNDRED / base, 0),
            difference.degreesOfFreedom(),
            difference.pValue(),
            difference.pairs());
    return overSeeds(arm, percent, "%", wording);
  }

  /**
   * Takes the number of comparisons of a report into account: a difference that its interval shows
   * alone, but not among so many, is not claimed.
   *
   * @param adjusted its p value by {@link Holm}
   * @param comparisons of the report, this one included
   * @param level of the intervals, such as 0.95
   */
  public Verdict among(double adjusted, int comparisons, double level) {
    boolean found = outcome == Outcome.HIGHER || outcome == Outcome.LOWER;
    if (!found || adjusted < 1 - level) {
      return this;
    }
    return new Verdict(
        Outcome.NO_DIFFERENCE,
        String.format(
            Locale.ROOT,
            "no difference was found among %d comparisons: alone, %s, but after Holm's correction p"
                + " is %.2g",
            comparisons,
            words,
            adjusted));
  }

  @Override
  public String toString() {
    return words;
  }

  private static String signed(double value, String unit) {
    return (value > 0 ? "+" : "") + plain(value, unit);
  }

  /** Returns 4.1 %, or more digits where one would print 0. */
  private static String plain(double value, String unit) {
    return NumberText.text(value) + " " + unit;
  }
}
