package org.saehdbw.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a request to stop: the process ends when the work that was asked to
 * stop has ended, with the exit code of the signal.
 */
public final class StopOnSignal implements AutoCloseable {
  private static final int PATIENCE_MINUTES = 10;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::waitForEnd, "stop-on-signal");
  private volatile boolean requested;

  private StopOnSignal() {}

  /** Starts to listen, until {@link #close}. */
  public static StopOnSignal install() {
    StopOnSignal stop = new StopOnSignal();
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /** Whether somebody asked the process to stop. */
  public boolean requested() {
    return requested;
  }

  private void waitForEnd() {
    requested = true;
    try {
      ended.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended: a process that was asked to end may go. */
  @Override
  public void close() {
    ended.countDown();
    if (!requested) {
      removeHook();
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process has just been asked to end; the hook finds that the work is done.
      requested = true;
    }
  }
}
