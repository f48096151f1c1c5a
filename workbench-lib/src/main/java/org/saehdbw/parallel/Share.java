package org.saehdbw.parallel;

import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What all threads of one call take their items from.
 *
 * @param <E> what a task throws
 */
final class Share<E extends Exception> {
  private static final int NONE = -1;

  private final int count;
  private final Workers.Task<E> task;
  private final IntConsumer progress;
  private final BooleanSupplier stop;
  private int next;
  private int done;
  private boolean stopped;
  private boolean interrupted;
  private int failedIndex = Integer.MAX_VALUE;
  private @Nullable Throwable failure;

  Share(int count, Workers.Task<E> task, IntConsumer progress, BooleanSupplier stop) {
    this.count = count;
    this.task = task;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Takes items until none is left.
   *
   * @param onCaller whether this is the calling thread, whose interrupt ends the call
   */
  void work(boolean onCaller) {
    for (int i = take(onCaller); i != NONE; i = take(onCaller)) {
      try {
        task.run(i);
        finished();
      } catch (Throwable e) { // kept whole and thrown by the calling thread
        failed(i, e);
      }
    }
  }

  private synchronized int take(boolean onCaller) {
    if (onCaller && Thread.interrupted()) {
      interrupt();
    }
    if (stopped || next >= count) {
      return NONE;
    }
    try {
      if (stop.getAsBoolean()) {
        stopped = true;
        return NONE;
      }
    } catch (RuntimeException e) {
      failed(next, e);
      return NONE;
    }
    return next++;
  }

  private synchronized void finished() {
    progress.accept(++done);
  }

  private synchronized void failed(int index, Throwable e) {
    stopped = true;
    if (index < failedIndex) {
      failedIndex = index;
      failure = e;
    }
  }

  synchronized void interrupt() {
    stopped = true;
    interrupted = true;
  }

  /** Throws what made the call fail. */
  synchronized void finish() throws E, InterruptedException {
    if (failure instanceof RuntimeException problem) {
      throw problem;
    }
    if (failure instanceof Error problem) {
      throw problem;
    }
    if (failure != null) {
      @SuppressWarnings("unchecked") // a task throws nothing else
      E problem = (E) failure;
      throw problem;
    }
    if (interrupted) {
      throw new InterruptedException("the work was interrupted");
    }
  }
}
