package org.saehdbw.facesets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.saehdbw.pictures.FaceFileException;

/** Does the same with every item of a list, several at once. */
public final class InParallel {
  private InParallel() {}

  /** What is done with one item. */
  @FunctionalInterface
  public interface Work<T, R> {
    R apply(T item) throws FaceFileException;
  }

  /**
   * Returns the results in the items' order.
   *
   * @param threads how many items are worked on at once, at least 1; with 1 the caller works
   * @param what is said of the work when it is interrupted, such as {@code reading the faceset}
   * @throws IllegalArgumentException if threads is below 1
   * @throws FaceFileException the first one that the work throws, or if the caller is interrupted
   */
  public static <T, R> List<R> map(List<T> items, int threads, String what, Work<T, R> work)
      throws FaceFileException {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    if (threads == 1) {
      List<R> results = new ArrayList<>(items.size());
      for (T item : items) {
        if (Thread.interrupted()) {
          Thread.currentThread().interrupt();
          throw new FaceFileException(what + " was interrupted");
        }
        results.add(work.apply(item));
      }
      return results;
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads, InParallel::daemon);
    try {
      List<Future<R>> futures = new ArrayList<>(items.size());
      for (T item : items) {
        futures.add(workers.submit(() -> work.apply(item)));
      }
      List<R> results = new ArrayList<>(items.size());
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaceFileException(what + " was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FaceFileException problem) {
        throw problem;
      }
      if (e.getCause() instanceof OutOfMemoryError full) {
        throw full;
      }
      throw new IllegalStateException(what + " failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faceset-reader");
    thread.setDaemon(true);
    return thread;
  }
}
