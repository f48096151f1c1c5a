package org.saehdbw.parallel;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Says what a thread waits for when one phase of its work takes long, so that nothing hangs mutely.
 */
public final class StallMonitor implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  /** What is being done since when. */
  private record Phase(String name, long sinceNanos) {}

  private final Duration patience;
  private final Consumer<String> warnings;
  private final Thread watcher;
  private volatile Phase phase = new Phase("starting", System.nanoTime());

  /**
   * Starts to watch.
   *
   * @param patience after which a phase is remarked on, again at twice that time, and so on
   * @param warnings told on a thread of the watch's own
   */
  public StallMonitor(Duration patience, Consumer<String> warnings) {
    this.patience = patience;
    this.warnings = warnings;
    watcher = new Thread(this::watch, "trainer-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** The thread that is watched begins with something else. */
  public void enter(String name) {
    phase = new Phase(name, System.nanoTime());
  }

  /** The thread that is watched waits because it was asked to, for however long. */
  public void rest() {
    phase = new Phase("a pause", System.nanoTime() + Long.MAX_VALUE / 2);
  }

  private void watch() {
    Phase remarked = phase;
    long next = patience.toNanos();
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        Phase now = phase;
        if (now != remarked) {
          remarked = now;
          next = patience.toNanos();
        }
        long waited = System.nanoTime() - now.sinceNanos();
        if (waited >= next) {
          warnings.accept(now.name() + " has taken " + waited / 1_000_000_000L + " s so far");
          next *= 2;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
