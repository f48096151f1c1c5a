package org.saehdbw.facesets;

import java.util.List;
import java.util.function.IntConsumer;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/** Reads the items of a list, several at once; an interrupt is a reading that failed. */
public final class InParallel {
  private InParallel() {}

  /**
   * Returns the results in the items' order.
   *
   * @param threads how many items are worked on at once, at least 1; with 1 the caller works
   * @param what is said of the work when it is interrupted, such as {@code reading the faceset}
   * @throws IllegalArgumentException if threads is below 1
   * @throws FaceFileException the first one that the work throws, or if the caller is interrupted
   */
  public static <T, R> List<R> map(
      List<T> items, int threads, String what, Workers.Work<T, R, FaceFileException> work)
      throws FaceFileException {
    return map(items, threads, what, work, done -> {});
  }

  /**
   * Returns the results in the items' order, as {@link #map(List, int, String, Workers.Work)}.
   *
   * @param progress told after each item how many are done, one call at a time
   */
  public static <T, R> List<R> map(
      List<T> items,
      int threads,
      String what,
      Workers.Work<T, R, FaceFileException> work,
      IntConsumer progress)
      throws FaceFileException {
    try (Workers workers = new Workers(threads, "faceset-reader")) {
      return workers.map(items, work, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaceFileException(what + " was interrupted", e);
    }
  }
}
