package org.saehdbw.parallel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that share short pieces of work, such as bands of one picture. The calling thread
 * works too, so that with one thread nothing is handed over, and an interrupt does not end a call.
 *
 * <p>For long lists of items that may fail or be stopped, use {@link Workers}.
 */
public final class Team implements AutoCloseable {
  /** Only the calling thread. */
  public static final Team ALONE = new Team(1, "alone");

  private static final int MAX_THREADS = 64;

  private final int threads;
  private final @Nullable ExecutorService pool;

  /**
   * Makes a team.
   *
   * @param threads how many work at once, the calling one included, from 1 to 64
   * @param name of the other threads, which do not keep the program alive
   * @throws IllegalArgumentException if {@code threads} is out of range
   */
  public Team(int threads, String name) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be from 1 to " + MAX_THREADS + ", got " + threads);
    }
    this.threads = threads;
    pool =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1,
                work -> {
                  Thread thread = new Thread(work, name);
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /** How many threads work at once, the calling one included. */
  public int threads() {
    return threads;
  }

  /**
   * Calls {@code part} with each number from 0 to below {@code parts}, on any of the threads, and
   * returns when all calls are done. A failure of a part is thrown after that.
   */
  public void run(int parts, IntConsumer part) {
    if (pool == null || parts <= 1) {
      for (int i = 0; i < parts; i++) {
        part.accept(i);
      }
      return;
    }
    int helpers = Math.min(threads, parts) - 1;
    Job job = new Job(parts, part, helpers);
    for (int i = 0; i < helpers; i++) {
      pool.execute(job::help);
    }
    job.work();
    job.await();
  }

  /**
   * Calls {@code band} with ranges of rows that together are 0 to below {@code rows}.
   *
   * @param least rows of a band, so that a small picture is not cut up
   */
  public void bands(int rows, int least, Band band) {
    int parts = threads == 1 ? 1 : Math.max(1, Math.min(2 * threads, rows / Math.max(1, least)));
    run(parts, i -> band.rows(rows * i / parts, rows * (i + 1) / parts));
  }

  /** Work on some rows. */
  @FunctionalInterface
  public interface Band {
    /** Works on rows from {@code from} to below {@code to}. */
    void rows(int from, int to);
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }

  /** One call: its parts are taken in order by whoever is free. */
  private static final class Job {
    private final int parts;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch helpers;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(int parts, IntConsumer part, int helpers) {
      this.parts = parts;
      this.part = part;
      this.helpers = new CountDownLatch(helpers);
    }

    void help() {
      try {
        work();
      } finally {
        helpers.countDown();
      }
    }

    void work() {
      for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
        try {
          part.accept(i);
        } catch (RuntimeException | Error e) { // thrown by the calling thread
          failure.compareAndSet(null, e);
        }
      }
    }

    void await() {
      boolean interrupted = false;
      while (true) {
        try {
          helpers.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException problem) {
        throw problem;
      }
    }
  }
}
