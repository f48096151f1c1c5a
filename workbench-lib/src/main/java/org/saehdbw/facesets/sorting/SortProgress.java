package org.saehdbw.facesets.sorting;

/** Receives the progress of a sorting; called by one thread at a time. */
@FunctionalInterface
public interface SortProgress {
  /** Ignores the progress. */
  SortProgress NONE = (stage, done, of) -> {};

  /**
   * Takes news.
   *
   * @param stage what is being done, such as {@code measuring}
   * @param done how many things of it are done
   * @param of how many there are
   */
  void at(String stage, long done, long of);
}
