package org.saehdbw.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far long work over many things is: on a terminal one line with a bar that is written over,
 * elsewhere a line every few seconds. Work that is done sooner says nothing.
 */
final class ProgressLine {
  private static final long TERMINAL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int BAR = 24;

  private final PrintWriter to;
  private final String things;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long begun;
  private long said;
  private int length;

  /** A line about so many {@code things}, such as faces, on standard error. */
  ProgressLine(PrintWriter to, String things) {
    this(to, things, System.console() != null, System::nanoTime);
  }

  ProgressLine(PrintWriter to, String things, boolean terminal, LongSupplier nanos) {
    this.to = to;
    this.things = things;
    this.terminal = terminal;
    this.nanos = nanos;
    begun = nanos.getAsLong();
    said = begun;
  }

  /** Says how far it is, if it is time to. */
  synchronized void advanced(int done, int all) {
    long now = nanos.getAsLong();
    if (now - said < (terminal ? TERMINAL_PAUSE_NANOS : PAUSE_NANOS)) {
      return;
    }
    said = now;
    String line = text(done, all, (now - begun) / 1e9);
    if (terminal) {
      int full = (int) ((long) BAR * done / Math.max(1, all));
      line = "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + line;
      to.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
      length = line.length();
    } else {
      to.println(line);
    }
    to.flush();
  }

  /** Takes the bar away, so that what follows stands alone. */
  synchronized void end() {
    if (length > 0) {
      to.print("\r" + " ".repeat(length) + "\r");
      to.flush();
      length = 0;
    }
  }

  private String text(int done, int all, double seconds) {
    double rate = done / Math.max(seconds, 1e-9);
    String left = done == 0 ? "" : ", " + SweepLog.time((all - done) / rate) + " left";
    return String.format(
        Locale.ROOT, "%d of %d %s, %.0f %s/s%s", done, all, things, rate, things, left);
  }
}
