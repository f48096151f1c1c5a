package org.saehdbw.dataloaders;

/**
 * Finds by measurement how many threads a loader needs: the fewest that training does not wait for.
 */
final class LoaderScaler {
  private static final int LOOK_EVERY = 16;
  private static final long NOTICED_NANOS = 1_000_000;

  private final int most = Runtime.getRuntime().availableProcessors();
  private int looked;
  private int waits;

  /**
   * Notes a wait.
   *
   * @param nanos how long training waited for a batch
   * @param threads how many make samples
   * @return whether one more is worth it: training waited for more than half of the last batches
   */
  boolean isHungry(long nanos, int threads) {
    looked++;
    if (nanos > NOTICED_NANOS) {
      waits++;
    }
    if (looked < LOOK_EVERY) {
      return false;
    }
    boolean hungry = 2 * waits > looked && threads < most;
    looked = 0;
    waits = 0;
    return hungry;
  }
}
