package org.saehdbw.parallel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Something that a thread of its own makes while others go ahead.
 *
 * @param <T> what is made
 */
public final class Background<T> {
  private final CompletableFuture<T> made = new CompletableFuture<>();

  private Background() {}

  /**
   * Begins to make it.
   *
   * @param name of the thread, which does not keep the process alive
   */
  public static <T> Background<T> start(String name, Supplier<T> work) {
    Background<T> background = new Background<>();
    Thread thread = new Thread(() -> background.make(work), name);
    thread.setDaemon(true);
    thread.start();
    return background;
  }

  private void make(Supplier<T> work) {
    try {
      made.complete(work.get());
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  /** Waits for it and returns it, or throws what its thread threw. */
  public T await() {
    try {
      return made.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }
}
