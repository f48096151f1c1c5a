package org.saehdbw.planning;

/**
 * A predicted figure.
 *
 * @param value in the unit that its name says
 * @param marginPercent how far measured cases were off when each was predicted from the others
 * @param basis what it was predicted from, in words
 */
public record Estimate(double value, double marginPercent, String basis) {
  private static final double HUNDRED = 100;

  /** Returns the figure less its margin. */
  public double low() {
    return value * (1 - marginPercent / HUNDRED);
  }

  /** Returns the figure and its margin. */
  public double high() {
    return value * (1 + marginPercent / HUNDRED);
  }

  /** Says whether the figure stays within a budget, the whole of its margin considered. */
  public Fit within(double budget) {
    if (high() <= budget) {
      return Fit.YES;
    }
    return low() > budget ? Fit.NO : Fit.OPEN;
  }

  /** Whether a predicted figure stays within a budget. */
  public enum Fit {
    /** Even with its margin on top. */
    YES,
    /** Not even less its margin. */
    NO,
    /** The budget is within the margin. */
    OPEN
  }
}
