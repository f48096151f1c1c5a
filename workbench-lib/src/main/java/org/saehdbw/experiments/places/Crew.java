package org.saehdbw.experiments.places;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.settings.SettingsException;

/** Does work side by side, a piece in each place. The first error stops all others. */
public final class Crew {
  private final Places places;
  private final BooleanSupplier stop;
  private final Job job;
  private volatile @Nullable Throwable failure;

  /** Takes the next piece of work and does it; called from several threads. */
  @FunctionalInterface
  public interface Job {
    /**
     * Does a piece of work.
     *
     * @param stopping asked again and again whether the work shall stop
     * @return whether there was a piece left
     */
    boolean work(Places.Place place, BooleanSupplier stopping)
        throws IOException, SettingsException, InterruptedException;
  }

  private Crew(Places places, BooleanSupplier stop, Job job) {
    this.places = places;
    this.stop = stop;
    this.job = job;
  }

  /**
   * Works until nothing is left, or the work is stopped.
   *
   * @param stop asked again and again
   */
  public static void run(Places places, BooleanSupplier stop, Job job)
      throws IOException, SettingsException, InterruptedException {
    new Crew(places, stop, job).run();
  }

  private void run() throws IOException, SettingsException, InterruptedException {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < places.most(); i++) {
      Thread thread = new Thread(this::guarded, "place-" + i);
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
    // On the caller's thread too, so that an interrupt reaches it.
    guarded();
    for (Thread thread : others) {
      join(thread);
    }
    rethrow();
  }

  /** An interrupt stops the others, which save before they end. */
  private void join(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        fail(e);
      }
    }
  }

  private void guarded() {
    try {
      work();
    } catch (IOException | SettingsException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void work() throws IOException, SettingsException, InterruptedException {
    boolean more = true;
    while (more && !isStopped()) {
      Optional<Places.Place> place = places.take();
      more = place.isPresent();
      if (more) {
        try {
          more = job.work(place.get(), this::isStopped);
        } finally {
          places.free(place.get());
        }
      }
    }
  }

  private boolean isStopped() {
    return failure != null || stop.getAsBoolean();
  }

  private synchronized void fail(Throwable thrown) {
    Throwable first = failure;
    if (first == null) {
      failure = thrown;
    } else if (first != thrown) {
      first.addSuppressed(thrown);
    }
  }

  private void rethrow() throws IOException, SettingsException, InterruptedException {
    Throwable thrown = failure;
    if (thrown instanceof IOException io) {
      throw io;
    } else if (thrown instanceof SettingsException settings) {
      throw settings;
    } else if (thrown instanceof InterruptedException interrupt) {
      throw interrupt;
    } else if (thrown instanceof RuntimeException bad) {
      throw bad;
    } else if (thrown instanceof Error error) {
      throw error;
    }
  }
}
