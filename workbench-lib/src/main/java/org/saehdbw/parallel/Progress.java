package org.saehdbw.parallel;

/** Is told how far long work is; called by one thread at a time. */
@FunctionalInterface
public interface Progress {
  /** Ignores it. */
  Progress NONE = (stage, done, of) -> {};

  /**
   * Takes news.
   *
   * @param stage what is being done, such as {@code faces measured}
   * @param done how many things of it are done
   * @param of how many there are
   */
  void at(String stage, long done, long of);
}
