package org.saehdbw.cli;

import java.util.OptionalInt;
import java.util.function.IntConsumer;

/** Says on the way how far something that takes longer than two seconds has come. */
final class CountedProgress implements IntConsumer {
  private static final long PAUSE_NANOS = 2_000_000_000L;

  private final CommandOutput answer;
  private final OptionalInt total;
  private final String what;
  private long lastNanos = System.nanoTime();

  /**
   * Starts to count.
   *
   * @param what is counted and what is done with it, such as {@code faces packed}
   */
  CountedProgress(CommandOutput answer, OptionalInt total, String what) {
    this.answer = answer;
    this.total = total;
    this.what = what;
  }

  /** Takes how many are done. */
  @Override
  public void accept(int done) {
    long now = System.nanoTime();
    boolean last = total.isPresent() && done >= total.getAsInt();
    if (now - lastNanos < PAUSE_NANOS || last) {
      return;
    }
    lastNanos = now;
    answer.remark(done + (total.isPresent() ? " of " + total.getAsInt() : "") + " " + what);
  }
}
