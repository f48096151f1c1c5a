package org.saehdbw.testing;

import java.time.Duration;

/** Waits for what another thread or process does: tests wait for conditions, never for a time. */
public final class Await {
  private static final Duration USUAL = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 5;

  private Await() {}

  /** What is waited for; asked every few milliseconds. */
  @FunctionalInterface
  public interface Condition {
    /** Says whether the wait is over. */
    boolean holds() throws Exception;
  }

  /**
   * Waits until the condition holds, for at most two minutes.
   *
   * @param what what is waited for, for the message
   * @throws AssertionError naming it, if it did not come
   */
  public static void until(String what, Condition condition) throws Exception {
    until(what, USUAL, condition);
  }

  /**
   * Waits until the condition holds.
   *
   * @param what what is waited for, for the message
   * @param atMost how long to wait
   * @throws AssertionError naming it, if it did not come
   */
  public static void until(String what, Duration atMost, Condition condition) throws Exception {
    if (!comes(atMost, condition)) {
      throw new AssertionError(what + " did not come within " + atMost.toMillis() + " ms");
    }
  }

  /**
   * Waits until the condition holds, or the time is over.
   *
   * @param atMost how long to wait
   * @return whether it held
   */
  public static boolean comes(Duration atMost, Condition condition) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
