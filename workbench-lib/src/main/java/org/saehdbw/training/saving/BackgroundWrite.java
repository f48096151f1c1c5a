package org.saehdbw.training.saving;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes beside another thread's work, one write at a time. What goes wrong is told to that other
 * thread, at its next look. An interrupt of that thread never reaches the write: a file channel
 * would close under it.
 *
 * <p>All methods are called by the one thread that has the work.
 */
public final class BackgroundWrite implements AutoCloseable {
  /** What is written. */
  @FunctionalInterface
  public interface Work {
    /** Writes. */
    void run() throws IOException;
  }

  /** Starts a thread. */
  @FunctionalInterface
  interface Starter {
    /** Starts it, or throws an error of memory where the system has none for it. */
    void start(Thread thread);
  }

  private final Starter starter;
  private @Nullable Thread thread;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Makes one that writes nothing yet. */
  public BackgroundWrite() {
    this(Thread::start);
  }

  BackgroundWrite(Starter starter) {
    this.starter = starter;
  }

  /**
   * Begins a write, after the one before has ended.
   *
   * @param name of its thread
   * @throws IOException what went wrong with the one before; nothing is begun then
   */
  public void begin(String name, Work work) throws IOException {
    await();
    // Not a daemon: the Java machine does not end in the middle of a write.
    Thread next = new Thread(() -> run(work), name);
    thread = next;
    starter.start(next);
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (Throwable e) {
      // Whatever it is, an error of memory too: the training must not go on as if it was saved.
      failure.set(e);
    }
  }

  /** Whether a write is at work. */
  public boolean isBusy() {
    Thread now = thread;
    return now != null && now.isAlive();
  }

  /**
   * Looks, without waiting, whether a write has failed.
   *
   * @throws IOException what went wrong; it is thrown once
   */
  public void require() throws IOException {
    Throwable found = failure.getAndSet(null);
    if (found instanceof IOException e) {
      throw e;
    }
    if (found instanceof RuntimeException e) {
      throw e;
    }
    if (found instanceof Error e) {
      throw e;
    }
  }

  /**
   * Waits until nothing is being written. An interrupt does not end the wait, and is kept.
   *
   * @throws IOException what went wrong with the write
   */
  public void await() throws IOException {
    Thread writing = thread;
    boolean interrupted = false;
    while (writing != null && writing.isAlive()) {
      try {
        writing.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    thread = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    require();
  }

  /** Waits, as {@link #await} does. */
  @Override
  public void close() throws IOException {
    await();
  }
}
