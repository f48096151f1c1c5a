package org.saehdbw.notebooks;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.parallel.Progress;
import org.saehdbw.reports.DurationText;

/** How far long work of a cell is: one line below the cell, replaced in place. */
final class LiveProgress implements Progress {
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

  private final Supplier<Outputs> cell;
  private final LongSupplier nanos;
  private @Nullable Outputs outputs;
  private String output = "";
  private String stage = "";
  private long began;
  private long said;

  /**
   * Begins with nothing to see.
   *
   * @param cell asked when there is something to show
   * @param nanos a clock
   */
  LiveProgress(Supplier<Outputs> cell, LongSupplier nanos) {
    this.cell = cell;
    this.nanos = nanos;
    began = nanos.getAsLong();
    said = began;
  }

  @Override
  public synchronized void at(String now, long done, long of) {
    long time = nanos.getAsLong();
    if (!now.equals(stage)) {
      stage = now;
      began = time;
    }
    if (done >= of) {
      if (outputs != null) {
        show("");
      }
    } else if (time - said >= PAUSE_NANOS) {
      said = time;
      show(text(done, of, Math.max(1e-9, (time - began) / 1e9)));
    }
  }

  private String text(long done, long of, double seconds) {
    String left = done == 0 ? "" : ", " + DurationText.of((of - done) * seconds / done) + " left";
    return String.format(Locale.ROOT, "%s: %,d of %,d%s", stage, done, of, left);
  }

  private void show(String text) {
    Outputs known = outputs;
    if (known == null) {
      known = cell.get();
      outputs = known;
      output = known.add(Html.paragraph(text));
    } else {
      known.update(output, Html.paragraph(text));
    }
  }
}
