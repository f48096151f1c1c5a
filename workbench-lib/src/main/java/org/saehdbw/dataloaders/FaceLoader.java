package org.saehdbw.dataloaders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.processes.StartClock;
import org.saehdbw.transfers.TransferMode;

/**
 * Makes batches ahead of the one in use, on threads of its own, and gives them in order. The
 * batches are the same bytes for any number of threads, any size of the cache, and any first
 * iteration. Memory is bounded: as many batches as {@code prefetch} says and the one in use, and
 * the cache.
 */
public final class FaceLoader implements AutoCloseable {
  private final SampleOptions options;
  private final SideSampler src;
  private final SideSampler dst;
  private final List<FacePool> pools = new ArrayList<>();
  private final BatchMemory[] srcMemory;
  private final BatchMemory[] dstMemory;
  private final LoaderTimes[] times;
  private final long[] made;
  private final List<Thread> workers = new ArrayList<>();
  private final Supplier<LoaderClock> clocks;
  private final LoaderScaler hunger = new LoaderScaler();
  private final Object lock = new Object();
  private long nextToMake;
  private long nextToGive;
  private @Nullable Throwable failure;
  private boolean closed;

  private FaceLoader(
      FaceSource srcFaces,
      FaceSource dstFaces,
      SampleOptions options,
      long firstIteration,
      Consumer<String> warnings,
      Supplier<LoaderClock> clocks) {
    this.options = options;
    this.clocks = clocks;
    FaceCacheFolder caches = new FaceCacheFolder(options.cache(), warnings);
    FacePool srcPool = FacePool.ofSamples(srcFaces.faceset(), options, caches, warnings);
    pools.add(srcPool);
    FacePool dstPool = srcPool;
    if (!srcFaces.faceset().equals(dstFaces.faceset())) {
      dstPool = FacePool.ofSamples(dstFaces.faceset(), options, caches, warnings);
      pools.add(dstPool);
    }
    Optional<SideSampler.References> references = Optional.empty();
    if (options.augment().transfer() != TransferMode.NONE) {
      FacePool pool = FacePool.ofReferences(dstFaces.faceset(), options, caches, warnings);
      pools.add(pool);
      references = Optional.of(SideSampler.References.of(pool, dstFaces, options.batch().seed()));
    }
    double[] srcYaws = SideSampler.yaws(srcFaces, options);
    double[] dstYaws = srcFaces.equals(dstFaces) ? srcYaws : SideSampler.yaws(dstFaces, options);
    src = new SideSampler(srcPool, srcFaces, "src", options, srcYaws, references);
    dst = new SideSampler(dstPool, dstFaces, "dst", options, dstYaws, Optional.empty());
    int slots = options.batch().prefetch() + 1;
    srcMemory = new BatchMemory[slots];
    dstMemory = new BatchMemory[slots];
    for (int i = 0; i < slots; i++) {
      srcMemory[i] = memory(options);
      dstMemory[i] = memory(options);
    }
    times = new LoaderTimes[slots];
    made = new long[slots];
    Arrays.fill(made, -1);
    nextToMake = firstIteration;
    nextToGive = firstIteration;
  }

  private static BatchMemory memory(SampleOptions options) {
    return new BatchMemory(
        options.batch().batchSize(), options.picture().channels(), options.picture().resolution());
  }

  /**
   * Starts the threads.
   *
   * @param src faces of the source side
   * @param dst faces of the destination side, and the references of transfers; where it is the same
   *     faceset, faces are kept once
   * @param options what samples are made
   * @param firstIteration the iteration of the first batch, from 1
   * @param warnings receives each face that cannot be read once, from any thread
   */
  public static FaceLoader start(
      FaceSource src,
      FaceSource dst,
      SampleOptions options,
      long firstIteration,
      Consumer<String> warnings) {
    return start(src, dst, options, firstIteration, warnings, LoaderClock::new);
  }

  static FaceLoader start(
      FaceSource src,
      FaceSource dst,
      SampleOptions options,
      long firstIteration,
      Consumer<String> warnings,
      Supplier<LoaderClock> clocks) {
    if (firstIteration < 1) {
      throw new IllegalArgumentException(
          "the first iteration must be at least 1, got " + firstIteration);
    }
    OpenCv.load();
    FaceLoader loader = new FaceLoader(src, dst, options, firstIteration, warnings, clocks);
    synchronized (loader.lock) {
      for (int i = 0; i < Math.max(1, options.batch().threads()); i++) {
        loader.hire();
      }
    }
    return loader;
  }

  /** Starts one more thread. */
  private void hire() {
    Thread worker = new Thread(this::work, "loader-" + (workers.size() + 1));
    worker.setDaemon(true);
    workers.add(worker);
    worker.start();
  }

  /** How many threads make samples now. */
  public int threads() {
    synchronized (lock) {
      return workers.size();
    }
  }

  /**
   * Returns the next iteration's samples. Their memory is used again: they are valid until the
   * following call, or {@link #close}.
   *
   * @throws LoaderException if no face can be read any more, a thread failed, or the loader was
   *     closed
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public Batch next() throws InterruptedException {
    long start = System.nanoTime();
    synchronized (lock) {
      int slot = slot(nextToGive);
      while (made[slot] != nextToGive) {
        if (failure != null) {
          throw failed(failure);
        }
        if (closed) {
          throw new LoaderException("the loader was closed");
        }
        lock.wait();
      }
      long iteration = nextToGive++;
      lock.notifyAll();
      long waited = System.nanoTime() - start;
      if (options.batch().threads() == 0 && hunger.isHungry(waited, workers.size())) {
        hire();
      }
      return new Batch(
          iteration, srcMemory[slot].toSide(), dstMemory[slot].toSide(), waited, times[slot]);
    }
  }

  private static LoaderException failed(Throwable cause) {
    return cause instanceof LoaderException known
        ? new LoaderException(String.valueOf(known.getMessage()), known)
        : new LoaderException("making samples failed: " + cause, cause);
  }

  private void work() {
    StartClock.PROCESS.begin(StartClock.Phase.FIRST_BATCH);
    try (SideSampler.Desk desk = new SideSampler.Desk(options, clocks.get())) {
      long iteration = claim();
      while (iteration > 0) {
        LoaderTimes spent = make(iteration, desk);
        synchronized (lock) {
          times[slot(iteration)] = spent;
          made[slot(iteration)] = iteration;
          StartClock.PROCESS.end(StartClock.Phase.FIRST_BATCH);
          lock.notifyAll();
        }
        iteration = claim();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      synchronized (lock) {
        failure = failure == null ? e : failure;
        lock.notifyAll();
      }
    }
  }

  private LoaderTimes make(long iteration, SideSampler.Desk desk) {
    int slot = slot(iteration);
    desk.clock().begin();
    for (int sample = 0; sample < options.batch().batchSize(); sample++) {
      src.make(iteration, sample, srcMemory[slot], desk);
      dst.make(iteration, sample, dstMemory[slot], desk);
    }
    return desk.clock().end(2 * options.batch().batchSize());
  }

  /**
   * Waits for room and returns the iteration to make, or 0 when there is nothing to do any more.
   */
  private long claim() throws InterruptedException {
    synchronized (lock) {
      // The batch before the next to give is in use.
      while (!closed && failure == null && nextToMake >= nextToGive - 1 + made.length) {
        lock.wait();
      }
      return closed || failure != null ? 0 : nextToMake++;
    }
  }

  private int slot(long iteration) {
    return (int) (iteration % made.length);
  }

  /** Ends the threads, and a {@link #next} that waits; then frees the cache. */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    // No worker is started any more.
    for (Thread worker : List.copyOf(workers)) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    pools.forEach(FacePool::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
