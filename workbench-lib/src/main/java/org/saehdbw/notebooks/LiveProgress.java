package org.saehdbw.notebooks;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.parallel.Progress;
import org.saehdbw.reports.ProgressText;

/** How far long work of a cell is: one line below the cell, replaced in place. */
final class LiveProgress implements Progress {
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

  private final Supplier<Outputs> cell;
  private final LongSupplier nanos;
  private @Nullable Outputs outputs;
  private String output = "";
  private String stage = "";
  private long reached;
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
    if (!now.equals(stage) || done < reached) {
      stage = now;
      began = time;
    }
    reached = done;
    if (done >= of) {
      if (outputs != null) {
        show("");
      }
    } else if (time - said >= PAUSE_NANOS) {
      said = time;
      show(ProgressText.of(stage, done, of, Math.max(1e-9, (time - began) / 1e9)));
    }
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
