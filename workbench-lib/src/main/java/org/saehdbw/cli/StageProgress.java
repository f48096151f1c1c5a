package org.saehdbw.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.saehdbw.facesets.sorting.SortProgress;

/** Prints a line at each tenth of a stage that takes longer than two seconds. */
final class StageProgress implements SortProgress {
  private static final long QUIET_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final LongSupplier nanos;
  private String stage = "";
  private long begun;
  private long tenths;

  StageProgress(PrintWriter err) {
    this(err, System::nanoTime);
  }

  StageProgress(PrintWriter err, LongSupplier nanos) {
    this.err = err;
    this.nanos = nanos;
  }

  @Override
  public void at(String now, long done, long of) {
    if (!now.equals(stage)) {
      stage = now;
      begun = nanos.getAsLong();
      tenths = 0;
    }
    long reached = of == 0 ? 0 : 10 * done / of;
    if (reached > tenths && done < of && nanos.getAsLong() - begun > QUIET_NANOS) {
      err.println(stage + ": " + done + " of " + of);
      err.flush();
    }
    tenths = Math.max(tenths, reached);
  }
}
