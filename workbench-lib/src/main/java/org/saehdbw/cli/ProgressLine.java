package org.saehdbw.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.saehdbw.parallel.Progress;
import org.saehdbw.reports.DurationText;
import org.saehdbw.reports.ProgressText;

/**
 * The progress of every command, on standard error and at one pace: on a terminal one line that is
 * written over, elsewhere a line every few seconds. Work that is done sooner prints nothing.
 */
public final class ProgressLine implements Progress {
  private static final long TERMINAL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int BAR = 24;
  private static final int UNKNOWN = -1;

  private final PrintWriter to;
  private final String things;
  private final String deed;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final IntSupplier columns;
  private String stage = "";
  private long reached;
  private long start;
  private long said;
  private int length;

  /**
   * Progress of several stages, see {@link #at}, or of lines, see {@link #line}.
   *
   * @param to standard error
   */
  ProgressLine(PrintWriter to) {
    this(to, "", "");
  }

  /**
   * Progress over so many things.
   *
   * @param to standard error
   * @param things what is counted, such as {@code faces}
   * @param deed what is done with them, such as {@code packed}; may be empty
   */
  ProgressLine(PrintWriter to, String things, String deed) {
    this(to, things, deed, isTerminal(), System::nanoTime, TerminalWidth::columns);
  }

  ProgressLine(
      PrintWriter to,
      String things,
      String deed,
      boolean terminal,
      LongSupplier nanos,
      IntSupplier columns) {
    this.to = to;
    this.things = things;
    this.deed = deed;
    this.terminal = terminal;
    this.nanos = nanos;
    this.columns = columns;
    start = nanos.getAsLong();
    said = start;
  }

  /** Takes how many of all things are done. */
  synchronized void advanced(int done, int all) {
    if (isDue()) {
      say(things(done, all), done, all);
    }
  }

  /** Takes how many things are done, where nothing says how many there are. */
  synchronized void advanced(int done) {
    advanced(done, UNKNOWN);
  }

  /** Takes how far a stage is; a new stage, or the same from its beginning, starts the clock. */
  @Override
  public synchronized void at(String now, long done, long all) {
    if (!now.equals(stage) || done < reached) {
      stage = now;
      start = nanos.getAsLong();
      said = start;
    }
    reached = done;
    if (done < all && isDue()) {
      say(ProgressText.of(stage, done, all, seconds()), done, all);
    }
  }

  /**
   * Takes a line that replaces the one before: made and shown if it is time.
   *
   * @param text makes the line for so many columns
   */
  synchronized void line(IntFunction<String> text) {
    if (isDue()) {
      say(text.apply(columns()), 0, UNKNOWN);
    }
  }

  /**
   * Prints a line that stays.
   *
   * @param text makes the line for so many columns
   */
  synchronized void stay(IntFunction<String> text) {
    end();
    said = nanos.getAsLong();
    to.println(text.apply(columns()));
    to.flush();
  }

  /** Removes the line from a terminal, so that the next output starts on an empty one. */
  public synchronized void end() {
    if (length > 0) {
      to.print("\r" + " ".repeat(length) + "\r");
      to.flush();
      length = 0;
    }
  }

  private boolean isDue() {
    return nanos.getAsLong() - said >= (terminal ? TERMINAL_PAUSE_NANOS : PAUSE_NANOS);
  }

  private void say(String text, long done, long all) {
    said = nanos.getAsLong();
    if (!terminal) {
      to.println(text);
    } else {
      String whole = all == UNKNOWN ? text : bar(done, all) + text;
      // A line that wraps cannot be written over: the next one would begin in its last row.
      String line = whole.substring(0, Math.min(whole.length(), columns()));
      to.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
      length = line.length();
    }
    to.flush();
  }

  /** The last column stays free, where some terminals wrap already. */
  private int columns() {
    return terminal ? Math.max(1, columns.getAsInt() - 1) : Integer.MAX_VALUE;
  }

  private static String bar(long done, long all) {
    int full = (int) (BAR * done / Math.max(1, all));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
  }

  private String things(int done, int all) {
    double rate = done / seconds();
    return String.format(
        Locale.ROOT,
        "%d%s %s%s, %.0f %s/s%s",
        done,
        all == UNKNOWN ? "" : " of " + all,
        things,
        deed.isEmpty() ? "" : " " + deed,
        rate,
        things,
        left(done, all, rate));
  }

  private static String left(long done, long all, double rate) {
    return done == 0 || all == UNKNOWN ? "" : ", " + DurationText.of((all - done) / rate) + " left";
  }

  private double seconds() {
    return Math.max((nanos.getAsLong() - start) / 1e9, 1e-9);
  }

  /** From Java 22 on there is a console even where output goes to a file. */
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      Method asked = Console.class.getMethod("isTerminal");
      return (boolean) asked.invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
