package org.saehdbw.facesets.sorting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.saehdbw.pictures.FaceFileException;

/** Threads for work on many things, each of which leaves its result in a place of its own. */
final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  /** Work on one of many things. */
  interface Task {
    void run(int index) throws FaceFileException;
  }

  /** Told after each thing how many are done. */
  interface Done {
    void count(int done);
  }

  Workers(int threads) {
    this.threads = threads;
    pool = Executors.newFixedThreadPool(threads, Workers::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faceset-sorter");
    thread.setDaemon(true);
    return thread;
  }

  int threads() {
    return threads;
  }

  /**
   * Runs a task for each index from 0 to below {@code count}.
   *
   * @throws FaceFileException the first that a task threw
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  void each(int count, Task task, Done done) throws FaceFileException, InterruptedException {
    Share share = new Share(count, task, done);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, count); i++) {
      running.add(pool.submit(share));
    }
    boolean interrupted = false;
    for (Future<?> worker : running) {
      interrupted |= !awaitEnd(worker, share);
    }
    if (interrupted) {
      throw new InterruptedException("sorting was interrupted");
    }
    for (Future<?> worker : running) {
      rethrow(worker);
    }
  }

  /** Waits even when interrupted: what the tasks work on may be released right afterwards. */
  private static boolean awaitEnd(Future<?> worker, Share share) {
    boolean undisturbed = true;
    while (true) {
      try {
        worker.get();
        return undisturbed;
      } catch (ExecutionException e) {
        return undisturbed;
      } catch (InterruptedException e) {
        undisturbed = false;
        share.stopped = true;
      }
    }
  }

  private static void rethrow(Future<?> worker) throws FaceFileException, InterruptedException {
    try {
      worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FaceFileException problem) {
        throw problem;
      }
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error problem) {
        throw problem;
      }
      throw new IllegalStateException("sorting failed", e.getCause());
    }
  }

  /** What all workers of one call take their tasks from. */
  private static final class Share implements Callable<Boolean> {
    private final int count;
    private final Task task;
    private final Done done;
    private final AtomicInteger next = new AtomicInteger();
    private int finished;
    private volatile boolean stopped;

    Share(int count, Task task, Done done) {
      this.count = count;
      this.task = task;
      this.done = done;
    }

    @Override
    public Boolean call() throws FaceFileException {
      boolean whole = false;
      try {
        for (int i = next.getAndIncrement(); i < count && !stopped; i = next.getAndIncrement()) {
          task.run(i);
          finished();
        }
        whole = true;
        return true;
      } finally {
        stopped |= !whole;
      }
    }

    private synchronized void finished() {
      done.count(++finished);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
