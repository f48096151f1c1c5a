package org.saehdbw.dataloaders;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** Adds up how long one loader's thread is at each stage. Belongs to that thread. */
class LoaderClock {
  private final LongSupplier nanoTime;
  private final long[] nanos = new long[LoaderStage.values().length];
  private LoaderStage stage = LoaderStage.DECODE;
  private long since;

  LoaderClock() {
    this(System::nanoTime);
  }

  /** Takes the time from elsewhere, for tests. */
  LoaderClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Begins with a batch. */
  final void begin() {
    Arrays.fill(nanos, 0);
    stage = LoaderStage.DECODE;
    since = nanoTime.getAsLong();
  }

  /**
   * What follows belongs to another stage.
   *
   * @return the stage until now, to go back to
   */
  LoaderStage enter(LoaderStage next) {
    LoaderStage before = stage;
    long now = nanoTime.getAsLong();
    nanos[before.ordinal()] += now - since;
    since = now;
    stage = next;
    return before;
  }

  /** Ends a batch and returns the mean over its samples. */
  final LoaderTimes end(int samples) {
    long now = nanoTime.getAsLong();
    nanos[stage.ordinal()] += now - since;
    double each = 1e6 * samples;
    return new LoaderTimes(
        nanos[LoaderStage.DECODE.ordinal()] / each,
        nanos[LoaderStage.GRAY.ordinal()] / each,
        nanos[LoaderStage.TRANSFER.ordinal()] / each,
        nanos[LoaderStage.WARP.ordinal()] / each,
        nanos[LoaderStage.MASKS.ordinal()] / each,
        nanos[LoaderStage.ASSEMBLE.ordinal()] / each);
  }
}
