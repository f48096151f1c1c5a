package org.saehdbw.dataloaders;

/**
 * The range of the random scale.
 *
 * @param low smallest factor, at least 0.5
 * @param high largest factor, at most 2
 */
public record ScaleRange(double low, double high) {
  /** The fork's range, and ours. */
  public static final ScaleRange FORK = new ScaleRange(0.85, 1.15);

  /** The range of DeepFaceLab's last revisions, even in the logarithm. */
  public static final ScaleRange UPSTREAM = new ScaleRange(1 / 1.15, 1.15);

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the factors are not 0.5 to 2 in rising order
   */
  public ScaleRange {
    if (!(low >= 0.5 && low <= high && high <= 2)) {
      throw new IllegalArgumentException(
          "scale range must rise from at least 0.5 to at most 2, got " + low + " to " + high);
    }
  }
}
