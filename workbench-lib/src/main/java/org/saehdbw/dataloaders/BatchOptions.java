package org.saehdbw.dataloaders;

import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * How many samples are made, by how many threads.
 *
 * @param batchSize samples per side and iteration
 * @param threads that make samples; 0 starts with one and adds more while training waits for data
 * @param prefetch how many batches are made ahead of the one in use
 * @param seed that every draw is a function of
 */
public record BatchOptions(int batchSize, int threads, int prefetch, long seed) {
  public static final Setting<Integer> BATCH_SIZE =
      Setting.of("batch_size", SettingType.integer(1, 1024), 4, "samples per side and iteration");
  public static final Setting<Integer> LOADER_THREADS =
      Setting.of(
          "loader_threads",
          SettingType.integer(0, 64),
          0,
          "threads that make samples; 0 adds them while training waits");
  public static final Setting<Integer> PREFETCH =
      Setting.of("prefetch", SettingType.integer(1, 64), 2, "batches made ahead");
  public static final Setting<Long> SEED =
      Setting.of("seed", SettingType.longInteger(), 1L, "every random draw is a function of it")
          .fixed();

  public static final List<Setting<?>> SETTINGS =
      List.of(BATCH_SIZE, LOADER_THREADS, PREFETCH, SEED);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public BatchOptions {
    BATCH_SIZE.check(batchSize);
    LOADER_THREADS.check(threads);
    PREFETCH.check(prefetch);
  }

  /** Fills the options from settings. */
  public static BatchOptions of(SettingValues values) {
    return new BatchOptions(
        values.get(BATCH_SIZE), values.get(LOADER_THREADS), values.get(PREFETCH), values.get(SEED));
  }

  /** These options with another batch size. */
  public BatchOptions withBatchSize(int size) {
    return new BatchOptions(size, threads, prefetch, seed);
  }

  /** These options with another number of threads. */
  public BatchOptions withThreads(int count) {
    return new BatchOptions(batchSize, count, prefetch, seed);
  }

  /** These options with other batches ahead. */
  public BatchOptions withPrefetch(int batches) {
    return new BatchOptions(batchSize, threads, batches, seed);
  }

  /** These options with another seed. */
  public BatchOptions withSeed(long other) {
    return new BatchOptions(batchSize, threads, prefetch, other);
  }
}
