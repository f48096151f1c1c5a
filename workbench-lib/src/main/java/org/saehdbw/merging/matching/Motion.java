package org.saehdbw.merging.matching;

/**
 * How a face moves in a film.
 *
 * @param power pixels of the frame over two frames, at least 0
 * @param degrees the direction, counter-clockwise from the right
 */
public record Motion(double power, double degrees) {
  /** No motion. */
  public static final Motion NONE = new Motion(0, 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not finite or the power is below 0
   */
  public Motion {
    if (!(power >= 0) || !Double.isFinite(power) || !Double.isFinite(degrees)) {
      throw new IllegalArgumentException(
          "a motion needs a power of at least 0 and an angle, got " + power + " and " + degrees);
    }
  }
}
