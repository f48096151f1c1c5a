package org.saehdbw.dataloaders;

import java.util.Arrays;

/**
 * Adds up how long one loader's thread is at each stage. Belongs to that thread; a test may make
 * one that dawdles.
 */
class LoaderClock {
  private final long[] nanos = new long[LoaderStage.values().length];
  private LoaderStage stage = LoaderStage.DECODE;
  private long since;

  /** Begins with a batch. */
  final void begin() {
    Arrays.fill(nanos, 0);
    stage = LoaderStage.DECODE;
    since = System.nanoTime();
  }

  /**
   * What follows belongs to another stage.
   *
   * @return the stage until now, to go back to
   */
  LoaderStage enter(LoaderStage next) {
    LoaderStage before = stage;
    long now = System.nanoTime();
    nanos[before.ordinal()] += now - since;
    since = now;
    stage = next;
    return before;
  }

  /** Ends a batch and returns the mean over its samples. */
  final LoaderTimes end(int samples) {
    long now = System.nanoTime();
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
