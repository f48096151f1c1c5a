package org.saehdbw.pickles;

/**
 * How much a pickle may ask for. A file of a few bytes can describe a structure of any size, since
 * parts of it may be used many times over; what counts is the size with every part written out.
 *
 * @param maxBytes the longest pickle, in bytes
 * @param maxValues the most values in it, each use of a shared one counted
 * @param maxDepth how deep lists, tuples and maps may lie in each other
 */
public record PickleLimits(long maxBytes, int maxValues, int maxDepth) {
  private static final long FEW_STEPS = 100_000;
  private static final long STEPS_OF_VALUE = 2;

  /** Far more than a thousand faces take, which Python's writer hands over at once. */
  static final long STEPS_OF_ITEMS = 5_000_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a limit is below 1
   */
  public PickleLimits {
    if (maxBytes < 1 || maxValues < 1 || maxDepth < 1) {
      throw new IllegalArgumentException(
          "pickle limits must be at least 1, got "
              + maxBytes
              + " bytes, "
              + maxValues
              + " values, depth "
              + maxDepth);
    }
  }

  /**
   * How many steps a pickle may take that is kept whole; a step may take seventy bytes of memory. A
   * pair of losses is three values of six steps; an array takes some forty.
   */
  long maxSteps() {
    return FEW_STEPS + STEPS_OF_VALUE * maxValues;
  }

  /** For the metadata of one picture. */
  public static PickleLimits forMetadata() {
    return new PickleLimits(1 << 16, 100_000, 16);
  }

  /** For packs and model files: as large as an array in memory may get. */
  public static PickleLimits forFiles() {
    return new PickleLimits(1L << 36, 50_000_000, 32);
  }
}
