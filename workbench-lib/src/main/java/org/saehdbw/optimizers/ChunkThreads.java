package org.saehdbw.optimizers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Runs numbered pieces of work on the calling thread and some helpers, each with its scratch. */
final class ChunkThreads<S> implements AutoCloseable {
  /** One piece of work; pieces run in any order. */
  interface Work<S> {
    void run(int index, S scratch);
  }

  private final ExecutorService helpers;
  private final List<S> scratches = new ArrayList<>();

  ChunkThreads(int threads, Supplier<S> scratch) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    for (int t = 0; t < threads; t++) {
      scratches.add(scratch.get());
    }
    helpers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "optimizer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs pieces 0 to {@code count - 1} and returns when all are done. */
  void forEach(int count, Work<S> work) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (S scratch : scratches.subList(1, scratches.size())) {
      running.add(helpers.submit(() -> drain(next, count, work, scratch)));
    }
    try {
      drain(next, count, work, scratches.get(0));
    } finally {
      boolean interrupted = false;
      for (Future<?> helper : running) {
        interrupted |= await(helper);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }

  private static <S> void drain(AtomicInteger next, int count, Work<S> work, S scratch) {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      work.run(i, scratch);
    }
  }

  /** Waits to the end even when interrupted: a half-done step would leave torn weights. */
  private static boolean await(Future<?> helper) {
    boolean interrupted = false;
    while (true) {
      try {
        helper.get();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("an optimizer thread failed", e.getCause());
      }
    }
  }
}
