package org.saehdbw.testing;

/** How much of a long test runs: part of it usually, all of it with {@code test --full}. */
public final class Amount {
  private static final boolean FULL = Boolean.getBoolean("saehdbw.test.full");

  private Amount() {}

  /** Whether all of it runs. */
  public static boolean isFull() {
    return FULL;
  }

  /** Returns the number for this run. */
  public static int of(int usual, int full) {
    return FULL ? full : usual;
  }
}
