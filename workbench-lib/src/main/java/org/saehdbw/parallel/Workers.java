package org.saehdbw.parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do the same with every one of many items, at most so many at once.
 *
 * <pre>{@code
 * try (Workers workers = new Workers(4, "faceset-reader")) {
 *   List<Face> faces = workers.map(files, file -> Face.read(file));
 * }
 * }</pre>
 *
 * <p>Items are taken in order. After the first failure no further item is taken, and the failure of
 * the earliest failing item is thrown as it is: its type is kept. The same holds for an interrupt
 * of the calling thread. In every case the call returns only when no task of it runs any more, so
 * that what the tasks use can be closed then. The threads end with the program at the latest.
 */
public final class Workers implements AutoCloseable {
  private static final int MAX_THREADS = 1024;

  private final int threads;
  private final ExecutorService pool;

  /**
   * Work on one item.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Task<E extends Exception> {
    /** Works on the item of an index; its result goes to a place of its own. */
    void run(int index) throws E;
  }

  /**
   * Makes a result of an item.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Work<T, R, E extends Exception> {
    /** Returns the item's result. */
    R apply(T item) throws E;
  }

  /**
   * Makes a pool, whose threads start when they are first needed.
   *
   * @param threads how many items are worked on at once, at least 1; with 1 the caller works
   * @param name of the threads, which do not keep the program alive
   * @throws IllegalArgumentException if {@code threads} is not from 1 to 1024
   */
  public Workers(int threads, String name) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be from 1 to " + MAX_THREADS + ", got " + threads);
    }
    this.threads = threads;
    pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns how many items are worked on at once. */
  public int threads() {
    return threads;
  }

  /**
   * Returns the results in the items' order.
   *
   * @throws E the failure of the earliest item that failed
   * @throws InterruptedException if this thread is interrupted
   */
  public <T, R, E extends Exception> List<R> map(List<T> items, Work<T, R, E> work)
      throws E, InterruptedException {
    return map(items, work, done -> {});
  }

  /**
   * Returns the results in the items' order.
   *
   * @param progress told after each item how many are done, one call at a time
   * @throws E the failure of the earliest item that failed
   * @throws InterruptedException if this thread is interrupted
   */
  public <T, R, E extends Exception> List<R> map(
      List<T> items, Work<T, R, E> work, IntConsumer progress) throws E, InterruptedException {
    @Nullable Object[] results = new Object[items.size()];
    each(items.size(), (int i) -> results[i] = work.apply(items.get(i)), progress);
    @SuppressWarnings("unchecked") // each place was filled by the work
    List<R> all = (List<R>) Arrays.asList(results);
    return all;
  }

  /**
   * Runs a task for each index from 0 to below {@code count}.
   *
   * @param progress told after each task how many are done, one call at a time
   * @throws E the failure of the earliest item that failed
   * @throws InterruptedException if this thread is interrupted
   */
  public <E extends Exception> void each(int count, Task<E> task, IntConsumer progress)
      throws E, InterruptedException {
    each(count, task, progress, () -> false);
  }

  /**
   * Runs a task for each index from 0 to below {@code count}, until it is to stop.
   *
   * @param progress told after each task how many are done, one call at a time
   * @param stop asked before each task whether no further one shall begin
   * @throws E the failure of the earliest item that failed
   * @throws InterruptedException if this thread is interrupted
   */
  public <E extends Exception> void each(
      int count, Task<E> task, IntConsumer progress, BooleanSupplier stop)
      throws E, InterruptedException {
    Share<E> share = new Share<>(count, task, progress, stop);
    if (threads == 1 || count <= 1) {
      share.work(true);
    } else {
      onThreads(share, Math.min(threads, count));
    }
    share.finish();
  }

  private void onThreads(Share<?> share, int workers) {
    if (Thread.interrupted()) {
      share.interrupt();
    }
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      running.add(pool.submit(() -> share.work(false)));
    }
    for (Future<?> worker : running) {
      awaitEnd(worker, share);
    }
  }

  /** Waits even when interrupted: what the tasks work on may be closed right afterwards. */
  private static void awaitEnd(Future<?> worker, Share<?> share) {
    while (true) {
      try {
        worker.get();
        return;
      } catch (InterruptedException e) {
        share.interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a task's failure was lost", e.getCause());
      }
    }
  }

  /** Ends the threads once they are idle. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
